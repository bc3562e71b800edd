//! The paths, and what each call reads and returns (spec/contacts-v4.md section 1).

use serde_json::{Map, Value, json};

use super::{
    schema::{
        Noted, any_of, boolean, count, filled_text, list, list_of, object, one_of, reference, text, text_of,
    },
    schemas::{DATA_TYPES, FIELD_TYPES, FIELDSETS, IDENTITY_TYPES, LABEL_TYPES, RESPONSE_TYPES},
};

/// A call: what it is called, what it does, what it returns.
struct Operation(Value);

/// Every path with its calls.
pub fn paths() -> Value {
    let wix =
        contacts().into_iter().chain(bulk()).chain(labels()).chain(extended_fields()).chain(subscriptions());
    let local = local().into_iter().map(|(path, item)| (path, item.with("servers", json!([{ "url": "/" }]))));
    let all = wix
        .chain(local)
        .map(|(path, item)| (path.to_owned(), item.with("parameters", path_parameters(path))));
    Value::Object(all.collect())
}

fn path_parameters(path: &str) -> Value {
    let names = path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    names.map(|name| json!({ "name": name, "in": "path", "required": true, "schema": text() })).collect()
}

/// Parameters that several calls have.
pub fn shared_parameters() -> Value {
    let parameters = [
        ("limit", in_query("paging.limit", count()).note("Mostly 50 if it is left out, and at most 1000.")),
        ("offset", in_query("paging.offset", count())),
        ("sortFieldName", in_query("sort.fieldName", text_of(100))),
        ("sortOrder", in_query("sort.order", one_of(&["ASC", "DESC"]))),
        ("fields", in_query("fields", list_of(100, reference("Field")))),
        ("fieldsets", in_query("fieldsets", list_of(10, one_of(FIELDSETS)))),
    ];
    Value::Object(parameters.map(|(name, parameter)| (name.to_owned(), parameter)).into_iter().collect())
}

const PAGING: [&str; 2] = ["limit", "offset"];
const SORTING: [&str; 2] = ["sortFieldName", "sortOrder"];
const PROJECTION: [&str; 2] = ["fields", "fieldsets"];

type Paths = Vec<(&'static str, Value)>;

fn contacts() -> Paths {
    let contact = || reference("ContactResponse");
    let found = object([("contact!", reference("Contact")), ("responseType!", one_of(RESPONSE_TYPES))]);
    let allow_duplicates = || ("allowDuplicates", boolean().with("default", json!(false)));
    let create = object([("info!", reference("ContactInfo")), allow_duplicates()]);
    let update = object([
        ("contactId", text().note("As in the path.")),
        ("info!", reference("ContactInfoChanges")),
        ("revision!", reference("Revision")),
        allow_duplicates(),
        ("fieldMask", list(text()).note("Only these members of info count, such as info.company.")),
    ]);
    let query = object([
        ("query", reference("Query")),
        ("search", text_of(100).note("A whole name, email or phone.")),
        ("omitTotal", boolean().note("Passed over.")),
        ("language", text().note("Passed over.")),
    ]);
    let facets = object([
        ("filter", reference("Filter")),
        ("paging", reference("Paging")),
        ("language", text().note("Passed over.")),
    ]);
    let submit = object([
        ("info", reference("ContactInfo")),
        ("contactId", text()),
        ("passThroughData", text_of(300)),
    ]);
    let submitted = object([
        ("contactId!", text()),
        ("identityType!", one_of(IDENTITY_TYPES)),
        ("newContact!", boolean()),
    ]);
    let merge = json!({ "allOf": [reference("Merge")], "required": ["targetContactRevision"] });
    let label_keys = in_query("labelKeys", list_of(100, text())).note("Here, or in the body.");
    vec![
        (
            "/contacts/v4/contacts",
            item([
                (
                    "get",
                    call("listContacts", "List contacts", reference("ContactPage"))
                        .shares([SORTING, PAGING, PROJECTION].as_flattened()),
                ),
                ("post", call("createContact", "Create a contact", contact()).reads(create)),
            ]),
        ),
        (
            "/contacts/v4/contacts/query",
            item([(
                "post",
                call("queryContacts", "Query contacts", reference("ContactPage")).may_read(query),
            )]),
        ),
        (
            "/contacts/v4/contacts/{contactId}",
            item([
                (
                    "get",
                    call("getContact", "Get a contact", found)
                        .note("Asked for one that was merged into another, it gives that other, and says MERGED.")
                        .shares(&PROJECTION),
                ),
                ("patch", call("updateContact", "Update a contact", contact()).reads(update)),
                ("delete", call("deleteContact", "Delete a contact", reference("Nothing"))),
            ]),
        ),
        (
            "/contacts/v4/contacts/{contactId}/labels",
            item([
                (
                    "post",
                    call("labelContact", "Add labels to a contact", contact()).reads(reference("LabelKeys")),
                ),
                (
                    "delete",
                    call("unlabelContact", "Remove labels from a contact", contact())
                        .has(label_keys)
                        .may_read(reference("LabelKeys")),
                ),
            ]),
        ),
        (
            "/contacts/v4/contacts/{contactId}/merge",
            item([("post", call("mergeContacts", "Merge contacts into one", contact()).reads(merge))]),
        ),
        (
            "/contacts/v4/contacts/{contactId}/preview-merge",
            item([(
                "post",
                call("previewMergeContacts", "Preview a merge", contact()).reads(reference("Merge")),
            )]),
        ),
        (
            "/contacts/v4/contacts/facets",
            item([(
                "get",
                call("listFacets", "List facets with their counts", reference("FacetList"))
                    .shares(&PAGING)
                    .has(in_query("language", text()).note("Passed over.")),
            )]),
        ),
        (
            "/contacts/v4/contacts/facets/query",
            item([(
                "post",
                call("queryFacets", "Count facets within a filter", reference("FacetList")).may_read(facets),
            )]),
        ),
        (
            "/contacts/v4/contact-submit",
            item([("post", call("submitContact", "Find or create a contact", submitted).reads(submit))]),
        ),
    ]
}

fn bulk() -> Paths {
    let started = || reference("JobStarted");
    let filter = || ("filter", reference("Filter").note("This, search or both."));
    let search = || ("search", text_of(100));
    let labels = object([
        filter(),
        search(),
        ("labelKeysToAdd", list_of(100, text())),
        ("labelKeysToRemove", list_of(100, text())),
    ]);
    let jobs = object([("jobs!", list(reference("Job"))), ("pagingMetadata!", reference("PagingMetadata"))]);
    vec![
        (
            "/contacts/v4/bulk/contacts/delete",
            item([(
                "post",
                call("bulkDeleteContacts", "Delete every match", started())
                    .reads(object([filter(), search()])),
            )]),
        ),
        (
            "/contacts/v4/bulk/contacts/update",
            item([(
                "post",
                call("bulkUpdateContacts", "Update every match", started()).reads(object([
                    filter(),
                    search(),
                    ("info", reference("ContactInfoChanges")),
                ])),
            )]),
        ),
        (
            "/contacts/v4/bulk/contacts/add-remove-labels",
            item([(
                "post",
                call("bulkLabelAndUnlabelContacts", "Label every match", started()).reads(labels),
            )]),
        ),
        (
            "/contacts/v4/bulk/jobs",
            item([("get", call("listBulkJobs", "List bulk jobs, the newest first", jobs).shares(&PAGING))]),
        ),
        (
            "/contacts/v4/bulk/jobs/{jobId}",
            item([("get", call("getBulkJob", "Get a bulk job", object([("job!", reference("Job"))])))]),
        ),
    ]
}

fn labels() -> Paths {
    let found = object([("label!", reference("Label")), ("newLabel!", boolean())]);
    let wanted = object([("displayName!", filled_text(180)), ("language", text())]);
    let filters = [
        in_query("labelType", one_of(LABEL_TYPES)),
        in_query("namespace", text()),
        in_query("startsWith", text()).note("The beginning of the display name; case matters."),
        in_query("language", text()).note("Passed over."),
    ];
    vec![
        (
            "/contacts/v4/labels",
            item([
                (
                    "get",
                    call("listLabels", "List labels", reference("LabelList"))
                        .has_all(filters)
                        .shares([SORTING, PAGING].as_flattened()),
                ),
                (
                    "post",
                    call("findOrCreateLabel", "Find a label by its name, or create it", found).reads(wanted),
                ),
            ]),
        ),
        (
            "/contacts/v4/labels/query",
            item([(
                "post",
                call("queryLabels", "Query labels", reference("LabelList")).may_read(reference("ItemQuery")),
            )]),
        ),
        (
            "/contacts/v4/labels/{key}",
            item([
                ("get", call("getLabel", "Get a label", reference("LabelResponse"))),
                (
                    "patch",
                    call("renameLabel", "Rename a label", reference("LabelResponse"))
                        .reads(new_name("label", 180)),
                ),
                (
                    "delete",
                    call(
                        "deleteLabel",
                        "Delete a label, and take it off every contact",
                        reference("Nothing"),
                    ),
                ),
            ]),
        ),
    ]
}

fn extended_fields() -> Paths {
    let found = object([("field!", reference("ExtendedField")), ("newField!", boolean())]);
    let wanted = object([("displayName!", filled_text(150)), ("dataType!", one_of(DATA_TYPES))]);
    let filters = [
        in_query("fieldType", one_of(FIELD_TYPES)),
        in_query("namespace", text()),
        in_query("startsWith", text()).note("The beginning of the display name; case matters."),
        in_query("language", text()).note("Passed over."),
    ];
    let field = || reference("ExtendedFieldResponse");
    vec![
        (
            "/contacts/v4/extended-fields",
            item([
                (
                    "get",
                    call("listExtendedFields", "List extended fields", reference("ExtendedFieldList"))
                        .has_all(filters)
                        .shares([SORTING, PAGING].as_flattened()),
                ),
                (
                    "post",
                    call(
                        "findOrCreateExtendedField",
                        "Find an extended field by its name, or create it",
                        found,
                    )
                    .reads(wanted),
                ),
            ]),
        ),
        (
            "/contacts/v4/extended-fields/query",
            item([(
                "post",
                call("queryExtendedFields", "Query extended fields", reference("ExtendedFieldList"))
                    .may_read(reference("ItemQuery")),
            )]),
        ),
        (
            "/contacts/v4/extended-fields/{key}",
            item([
                ("get", call("getExtendedField", "Get an extended field", field())),
                (
                    "patch",
                    call("renameExtendedField", "Rename an extended field", field())
                        .reads(new_name("field", 150)),
                ),
                (
                    "delete",
                    call(
                        "deleteExtendedField",
                        "Delete an extended field and its values",
                        reference("Nothing"),
                    ),
                ),
            ]),
        ),
    ]
}

fn subscriptions() -> Paths {
    let one = || object([("subscription!", reference("Subscription"))]);
    let many = object([("subscriptions!", list_of(100, reference("Subscription")))]);
    let query = object([("filter", reference("Filter")), ("paging", reference("Paging"))]);
    vec![
        (
            "/email-marketing/v1/email-subscriptions",
            item([(
                "post",
                call("upsertEmailSubscription", "Set what is known of an email", one())
                    .note("What is left out stays. The contacts that have the email follow.")
                    .reads(one()),
            )]),
        ),
        (
            "/email-marketing/v1/email-subscriptions/bulk",
            item([(
                "post",
                call(
                    "bulkUpsertEmailSubscription",
                    "Set what is known of emails",
                    reference("SubscriptionOutcomes"),
                )
                .note("One that can't be taken does not hold up the others.")
                .reads(many),
            )]),
        ),
        (
            "/email-marketing/v1/email-subscriptions/unsubscribe-link",
            item([(
                "post",
                call(
                    "generateUnsubscribeLink",
                    "Make a link with which its reader unsubscribes",
                    object([("link!", text())]),
                )
                .reads(object([
                    ("emailAddress!", filled_text(320)),
                    ("metadata", json!({ "type": "object" }).note("Passed over.")),
                    ("language", text().note("Passed over.")),
                ])),
            )]),
        ),
        (
            "/email-marketing/v1/email-subscriptions/query",
            item([(
                "post",
                call(
                    "queryEmailSubscriptions",
                    "Ask what is known of emails",
                    reference("SubscriptionList"),
                )
                .note("Of the filter, email with $in, $eq or a text. Emails of which nothing is known are left out.")
                .reads(query),
            )]),
        ),
    ]
}

fn local() -> Paths {
    let health = object([
        ("status!", json!({ "const": "ok" })),
        ("version!", text()),
        ("contacts!", count()),
        ("labels!", count()),
        ("extendedFields!", count()),
    ]);
    let added = object([("added!", count()), ("contacts!", count())]);
    let what_to_add = any_of([object([("count!", count())]), reference("SiteParts")]);
    let rules = || reference("FaultRules");
    vec![
        ("/_local", item([("get", admin_call("page", "A page for people", text()).returns_html())])),
        (
            "/_local/health",
            item([("get", admin_call("health", "Whether the server answers, and what it holds", health))]),
        ),
        (
            "/_local/reset",
            item([(
                "post",
                admin_call("reset", "Empty everything, then repeat --seed", reference("ContactCount")),
            )]),
        ),
        (
            "/_local/seed",
            item([(
                "post",
                admin_call("seed", "Add made-up contacts, or contacts as they are", added).reads(what_to_add),
            )]),
        ),
        (
            "/_local/settle",
            item([(
                "post",
                admin_call("settle", "Let all that is behind a write catch up with it", reference("Nothing")),
            )]),
        ),
        (
            "/_local/faults",
            item([
                ("get", admin_call("listFaults", "List the faults in force", rules())),
                (
                    "put",
                    admin_call("replaceFaults", "Replace the faults in force", rules())
                        .reads(list(reference("FaultRule"))),
                ),
                ("delete", admin_call("removeFaults", "Remove every fault", rules())),
            ]),
        ),
        (
            "/_local/journal",
            item([(
                "get",
                admin_call(
                    "journal",
                    "The last requests, the newest last",
                    list_of(1000, reference("JournalEntry")),
                )
                .has(in_query("limit", count()).note("Only so many.")),
            )]),
        ),
        (
            "/_local/unsubscribe",
            item([
                (
                    "get",
                    admin_call("askToUnsubscribe", "Where an unsubscribe link leads", text())
                        .has(in_query("email", text()))
                        .returns_html(),
                ),
                (
                    "post",
                    admin_call("unsubscribe", "What the button of that page does", text())
                        .has(in_query("email", text()))
                        .returns_html(),
                ),
            ]),
        ),
        (
            "/_local/export",
            item([("get", admin_call("exportSite", "The whole site as one JSON file", reference("Site")))]),
        ),
        (
            "/_local/import",
            item([(
                "post",
                admin_call("importSite", "Replace the whole site by a file", reference("ContactCount"))
                    .reads(reference("SiteParts")),
            )]),
        ),
        (
            "/_local/openapi.json",
            item([("get", admin_call("openapi", "This description", json!({ "type": "object" })))]),
        ),
    ]
}

/// A new name, in a wrapper as the official client sends it, or bare as in Wix's examples.
fn new_name(wrapper: &'static str, max: usize) -> Value {
    let name = json!({
        "type": "object",
        "required": ["displayName"],
        "properties": { "displayName": filled_text(max) },
    });
    any_of([json!({ "type": "object", "required": [wrapper], "properties": { wrapper: name } }), name])
}

fn in_query(name: &str, schema: Value) -> Value {
    json!({ "name": name, "in": "query", "schema": schema })
}

fn item<const N: usize>(calls: [(&str, Operation); N]) -> Value {
    Value::Object(calls.into_iter().map(|(method, call)| (method.to_owned(), call.0)).collect::<Map<_, _>>())
}

fn call(id: &str, summary: &str, response: Value) -> Operation {
    Operation(json!({
        "operationId": id,
        "summary": summary,
        "tags": ["wix"],
        "parameters": [],
        "responses": {
            "200": { "description": "Done", "content": json_content(response) },
            "default": { "$ref": "#/components/responses/Error" },
        },
    }))
}

/// An admin call, which asks for no token.
fn admin_call(id: &str, summary: &str, response: Value) -> Operation {
    Operation(call(id, summary, response).0.with("tags", json!(["local"])).with("security", json!([])))
}

fn json_content(schema: Value) -> Value {
    json!({ "application/json": { "schema": schema } })
}

impl Operation {
    fn note(self, description: &str) -> Self {
        Self(self.0.note(description))
    }

    fn reads(self, schema: Value) -> Self {
        Self(self.0.with("requestBody", json!({ "required": true, "content": json_content(schema) })))
    }

    /// Reads a body, or does without one.
    fn may_read(self, schema: Value) -> Self {
        Self(self.0.with("requestBody", json!({ "content": json_content(schema) })))
    }

    fn has(self, parameter: Value) -> Self {
        self.has_all([parameter])
    }

    fn has_all<const N: usize>(mut self, parameters: [Value; N]) -> Self {
        if let Some(list) = self.0.get_mut("parameters").and_then(Value::as_array_mut) {
            list.extend(parameters);
        }
        self
    }

    /// Has some of `shared_parameters`.
    fn shares(self, names: &[&str]) -> Self {
        names
            .iter()
            .fold(self, |call, name| call.has(json!({ "$ref": format!("#/components/parameters/{name}") })))
    }

    fn returns_html(mut self) -> Self {
        let response = json!({ "description": "Done", "content": { "text/html": { "schema": text() } } });
        if let Some(responses) = self.0.get_mut("responses").and_then(Value::as_object_mut) {
            responses.insert("200".to_owned(), response);
        }
        self
    }
}
