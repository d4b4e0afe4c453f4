import { expect, test } from 'vitest'
import type { Operation } from './operation.ts'
import { operationGroups } from './operations.ts'

const columns = ['operation', 'what it does', 'REST', 'command', 'effect'] as const

function rowOf({ name, title, http, command, effect, hasDryRun }: Operation): readonly string[] {
  const kind = hasDryRun ? `${effect}, dry run` : effect
  const line = `\`promptbin ${command}\``
  return [`\`${name}\``, title, `\`${http.method} ${http.path}\``, line, kind]
}

function tableOf(rows: readonly (readonly string[])[]): string {
  const widths = columns.map((column, index) =>
    Math.max(column.length, ...rows.map((row) => row[index]?.length ?? 0)),
  )
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' | ')} |`
  const ruler = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`
  return [line(columns), ruler, ...rows.map(line)].join('\n')
}

/** Written anew by `npx vitest run documented -u` in `libs/operations`. */
test('docs/every-operation.md has every operation as it is', async () => {
  const parts = Object.entries(operationGroups).map(([group, members]) => {
    const rows = Object.values<Operation>(members as never).map(rowOf)
    return `## ${group.charAt(0).toUpperCase()}${group.slice(1)}\n\n${tableOf(rows)}\n`
  })
  const page = `# Every operation

Made from the registry (\`libs/operations\`); [operations.md](operations.md) tells how they are used. Each is
also an MCP tool of its name for administrators and a form of the console. What disrupts asks first.

${parts.join('\n')}`
  await expect(page).toMatchFileSnapshot('../../../docs/every-operation.md')
})
