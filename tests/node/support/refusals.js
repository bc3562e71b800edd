// Refusals of v4, as it words them.

/** v4's refusal of these fields. */
export const invalid = (...fields) => {
  const fieldViolations = fields.map((field) => ({
    field,
    description: 'is invalid',
    violatedRule: 'FORMAT',
  }));
  return Response.json(
    { message: 'invalid', details: { validationError: { fieldViolations } } },
    { status: 400 },
  );
};

/** A refusal with an application code. */
export const application = (code, status = 400) =>
  Response.json(
    { message: '', details: { applicationError: { code, description: '', data: {} } } },
    { status },
  );

/** The fields of `info` in which a value is, as v4 names them. */
export function pathsOf(value, info, path = 'info') {
  if (typeof info !== 'object' || info === null)
    return JSON.stringify(info) === JSON.stringify(value) ? [path] : [];
  const inside = (key) => (Array.isArray(info) ? `${path}[${key}]` : `${path}.${key}`);
  return Object.entries(info).flatMap(([key, member]) => pathsOf(value, member, inside(key)));
}
