// Imports the entries one by one, and says which globals that adds.

const names = () => Reflect.ownKeys(globalThis).map(String);
const before = new Set(names());
const added = {};
for (const entry of ['', '/promises', '/v4', '/inline', '/global']) {
  await import(`wix-contacts${entry}`);
  added[`wix-contacts${entry}`] = names().filter((name) => !before.has(name));
}
console.log(JSON.stringify(added));
