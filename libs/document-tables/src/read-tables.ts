/** A table of a page of the documentation, its cells without the room around them. */
export interface DocumentTable {
  /** The heading of the section that it stands in, after `## `; empty before the first. */
  readonly section: string
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/**
 * The tables of a page in Markdown, for tests that compare them with the code (GitHub Flavored Markdown, 4.10,
 * with a pipe at both ends of each line). A cell has no pipe in it.
 */
export function readTables(markdown: string): readonly DocumentTable[] {
  return markdown.split(/^## /m).flatMap((part, index) => {
    const section = index === 0 ? '' : (part.split('\n', 1)[0] ?? '')
    const tables = part.match(/^\|.*\|$(?:\n\|.*\|$)*/gm) ?? []
    return tables.map((table) => {
      const [head = [], , ...rows] = table.split('\n').map(cellsOf)
      return { section, head, rows }
    })
  })
}

function cellsOf(line: string): readonly string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())
}
