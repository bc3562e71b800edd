// Functions that browsers compile with the script that holds them. Any other they only skim at first, and read again when it
// is called: most of ours are, and soon, so that takes longer (docs/performance.md). What tells a browser is a parenthesis
// before a function; bundlers keep it.

import { parse } from 'acorn';
import { fullAncestor } from 'acorn-walk';
import MagicString from 'magic-string';

/** A module that does the same, with its functions in parentheses. Methods stay as they are. */
export function eager(code) {
  const module = parse(code, { ecmaVersion: 'latest', sourceType: 'module' });
  const text = new MagicString(code);
  fullAncestor(module, (node, _state, ancestors) => {
    const parent = ancestors.at(-2);
    if (node.type === 'FunctionDeclaration' && parent === module) toConstant(text, node);
    else if (node.type === 'ArrowFunctionExpression' || isExpression(node, parent)) {
      text.appendLeft(node.start, '(').appendRight(node.end, ')');
    }
  });
  return text.toString();
}

/** Methods are of this type, too. */
const isExpression = ({ type }, parent) =>
  type === 'FunctionExpression' &&
  parent.type !== 'MethodDefinition' &&
  !(parent.method || isAccessor(parent));

const isAccessor = ({ kind }) => kind === 'get' || kind === 'set';

/** A declaration can be in no parentheses. What it declares is there before anything else of its module is, as before. */
function toConstant(text, { start, end, id }) {
  text.appendRight(start, `const ${id.name} = (`).appendLeft(end, ');\n');
  text.remove(id.start, id.end);
  if (start > 0) text.move(start, end, 0);
}
