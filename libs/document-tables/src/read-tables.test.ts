import { expect, test } from 'vitest'
import { readTables } from './read-tables.ts'

const page = `# Page

| a   | b |
| --- | - |
| one | 1 |
| two |   |

## Second

Some words.

| c |
| - |

| d |
| - |
| \`x\` |
`

test('the tables of a page come with their section, head and rows', () => {
  expect(readTables(page)).toEqual([
    {
      section: '',
      head: ['a', 'b'],
      rows: [
        ['one', '1'],
        ['two', ''],
      ],
    },
    { section: 'Second', head: ['c'], rows: [] },
    { section: 'Second', head: ['d'], rows: [['`x`']] },
  ])
})
