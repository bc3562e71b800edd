//! `GET /_local/openapi.json`: what is served, for tools.

use std::collections::BTreeMap;

use axum::Json;
use serde_json::{Map, Value, json};

/// Method, path, operation and summary of every call.
pub const OPERATIONS: [(&str, &str, &str, &str); 43] = [
    ("get", "/contacts/v4/contacts", "listContacts", "List contacts"),
    ("post", "/contacts/v4/contacts", "createContact", "Create a contact"),
    ("post", "/contacts/v4/contacts/query", "queryContacts", "Query contacts"),
    ("get", "/contacts/v4/contacts/{contactId}", "getContact", "Get a contact"),
    ("patch", "/contacts/v4/contacts/{contactId}", "updateContact", "Update a contact"),
    ("delete", "/contacts/v4/contacts/{contactId}", "deleteContact", "Delete a contact"),
    ("post", "/contacts/v4/contacts/{contactId}/labels", "labelContact", "Add labels to a contact"),
    ("delete", "/contacts/v4/contacts/{contactId}/labels", "unlabelContact", "Remove labels from a contact"),
    ("post", "/contacts/v4/contacts/{contactId}/merge", "mergeContacts", "Merge contacts into one"),
    ("post", "/contacts/v4/contacts/{contactId}/preview-merge", "previewMergeContacts", "Preview a merge"),
    ("get", "/contacts/v4/contacts/facets", "listFacets", "List facets with their counts"),
    ("post", "/contacts/v4/contacts/facets/query", "queryFacets", "Count facets within a filter"),
    ("post", "/contacts/v4/contact-submit", "submitContact", "Find or create a contact"),
    ("post", "/contacts/v4/bulk/contacts/delete", "bulkDeleteContacts", "Delete every match"),
    ("post", "/contacts/v4/bulk/contacts/update", "bulkUpdateContacts", "Update every match"),
    (
        "post",
        "/contacts/v4/bulk/contacts/add-remove-labels",
        "bulkLabelAndUnlabelContacts",
        "Label every match",
    ),
    ("get", "/contacts/v4/bulk/jobs", "listBulkJobs", "List bulk jobs"),
    ("get", "/contacts/v4/bulk/jobs/{jobId}", "getBulkJob", "Get a bulk job"),
    ("get", "/contacts/v4/labels", "listLabels", "List labels"),
    ("post", "/contacts/v4/labels", "findOrCreateLabel", "Find or create a label"),
    ("post", "/contacts/v4/labels/query", "queryLabels", "Query labels"),
    ("get", "/contacts/v4/labels/{key}", "getLabel", "Get a label"),
    ("patch", "/contacts/v4/labels/{key}", "renameLabel", "Rename a label"),
    ("delete", "/contacts/v4/labels/{key}", "deleteLabel", "Delete a label"),
    ("get", "/contacts/v4/extended-fields", "listExtendedFields", "List extended fields"),
    ("post", "/contacts/v4/extended-fields", "findOrCreateExtendedField", "Find or create an extended field"),
    ("post", "/contacts/v4/extended-fields/query", "queryExtendedFields", "Query extended fields"),
    ("get", "/contacts/v4/extended-fields/{key}", "getExtendedField", "Get an extended field"),
    ("patch", "/contacts/v4/extended-fields/{key}", "renameExtendedField", "Rename an extended field"),
    ("delete", "/contacts/v4/extended-fields/{key}", "deleteExtendedField", "Delete an extended field"),
    (
        "post",
        "/email-marketing/v1/email-subscriptions",
        "upsertEmailSubscription",
        "Set the status of an email",
    ),
    (
        "post",
        "/email-marketing/v1/email-subscriptions/bulk",
        "bulkUpsertEmailSubscription",
        "Set statuses of emails",
    ),
    ("get", "/_local", "page", "A page for people"),
    ("get", "/_local/health", "health", "Whether the server answers, and what it holds"),
    ("post", "/_local/reset", "reset", "Empty everything, then repeat --seed"),
    ("post", "/_local/seed", "seed", "Add made-up contacts, or contacts as they are"),
    ("get", "/_local/faults", "listFaults", "List the faults in force"),
    ("put", "/_local/faults", "replaceFaults", "Replace the faults in force"),
    ("delete", "/_local/faults", "removeFaults", "Remove every fault"),
    ("get", "/_local/journal", "journal", "The last requests, newest last"),
    ("get", "/_local/export", "exportSite", "The whole site as one JSON file"),
    ("post", "/_local/import", "importSite", "Replace the whole site by a file"),
    ("get", "/_local/openapi.json", "openapi", "This description"),
];

pub async fn describe() -> Json<Value> {
    let mut paths: BTreeMap<&str, Map<String, Value>> = BTreeMap::new();
    for (method, path, operation, summary) in OPERATIONS {
        let item = paths.entry(path).or_default();
        item.insert(method.to_owned(), describe_operation(method, path, operation, summary));
    }
    Json(json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Contacts emulator",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Wix Contacts v4 on this machine. The paths under /contacts and /email-marketing are also \
                            served under /_api.",
        },
        "paths": paths,
        "components": {
            "securitySchemes": { "token": { "type": "apiKey", "in": "header", "name": "Authorization" } },
            "schemas": {
                "Error": {
                    "type": "object",
                    "required": ["message", "details"],
                    "properties": {
                        "message": { "type": "string" },
                        "details": {
                            "type": "object",
                            "properties": {
                                "applicationError": {
                                    "type": "object",
                                    "properties": {
                                        "code": { "type": "string" },
                                        "description": { "type": "string" },
                                        "data": { "type": "object" },
                                    },
                                },
                                "validationError": {
                                    "type": "object",
                                    "properties": { "fieldViolations": { "type": "array" } },
                                },
                            },
                        },
                    },
                },
            },
        },
    }))
}

fn describe_operation(method: &str, path: &str, operation: &str, summary: &str) -> Value {
    let parameters: Vec<_> = path
        .split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
        .map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }))
        .collect();
    let is_local = path.starts_with("/_local");
    let json_of = |schema: Value| json!({ "application/json": { "schema": schema } });
    let has_body = matches!(method, "post" | "patch" | "put");
    json!({
        "operationId": operation,
        "summary": summary,
        "tags": [if is_local { "local" } else { "wix" }],
        "parameters": parameters,
        "security": if is_local { json!([]) } else { json!([{ "token": [] }]) },
        "responses": {
            "200": { "description": "Done", "content": json_of(json!({})) },
            "default": { "description": "An error", "content": json_of(json!({ "$ref": "#/components/schemas/Error" })) },
        },
        "requestBody": has_body.then(|| json!({ "content": json_of(json!({})) })),
    })
}
