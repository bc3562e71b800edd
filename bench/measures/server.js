import { Failure, run } from '../../scripts/lib/process.js';
import { root } from '../../scripts/lib/project.js';

export const about = 'the local server with up to a million contacts (4 minutes; with --all, or by name)';
export const isLong = true;

/** The server has a benchmark of its own, which prints a table: a line for each number of contacts. */
export async function measure() {
  const args = ['bench', '--package', 'contacts-emulator', '--profile', 'server', '--bench', 'scale'];
  const { ok, stdout } = await run('cargo', args, { cwd: root });
  if (!ok) throw new Failure('The benchmark of the local server failed; the reason is above.');
  const [[, ...columns], , ...lines] = stdout
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  return columns.flatMap((column, index) => {
    const cells = lines.map(([contacts, ...cells]) => [contacts, cells[index].split(' ')]);
    const [, [, unit]] = cells[0];
    if (unit !== 'ms') return [];
    const samples = Object.fromEntries(cells.map(([contacts, [value]]) => [contacts, [Number(value)]]));
    return [{ name: `local server, by contacts: ${column}`, unit, growth: true, samples }];
  });
}
