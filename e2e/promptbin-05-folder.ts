import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Far enough away that the links of the fixture live as long as the tests do. */
const dayMs = 86_400_000

/** A prompt as PromptBin 0.5 kept it, one file each. */
function promptOf(id: string, fields: object): string {
  const prompt = {
    id,
    title: 'Untitled',
    content: '',
    category: 'coding',
    description: '',
    tags: [],
    created_at: '2025-08-01T09:30:00.123456',
    updated_at: '2025-08-02T10:00:00.654321',
    ...fields,
  }
  return JSON.stringify(prompt, null, 2)
}

/** The files of a data folder, by path: prompts of every shape, links, and what went wrong there. */
function filesOf(now: number): Readonly<Record<string, string>> {
  const seconds = now / 1000
  return {
    'coding/20250801_093000_0a1b2c3d.json': promptOf('20250801_093000_0a1b2c3d', {
      title: 'Code Review!',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub Actions, to be kept as it is.
      content: 'Review this {{language}} code:\n\n{{code}}\n\n${{ secrets.TOKEN }} {% if x %}',
      tags: ['review', 'team'],
    }),
    'writing/20250802_100000_11111111.json': promptOf('20250802_100000_11111111', {
      title: 'Code review',
      content: 'The same name in another folder.',
      category: 'writing',
      tags: 'one, two',
      description: null,
    }),
    'recipes/soup/20250803_110000_22222222.json': promptOf('20250803_110000_22222222', {
      title: 'Suppe für alle',
      content: 'Koche {{zutat}}.',
      category: 'recipes',
    }),
    'analysis/20250804_120000_33333333.json': '{ "id": "20250804_120000_33333333", "title": ',
    'analysis/20250804_120000_44444444.json': promptOf('20250804_120000_44444444', { title: '' }),
    'analysis/20250804_120000_55555555.json': '["a prompt is an object"]',
    'analysis/notes.txt': 'Not a prompt.',
    'logs/promptbin.json': '{"level": "debug"}',
    'shares.json': JSON.stringify({
      ['a'.repeat(43)]: {
        prompt_id: '20250801_093000_0a1b2c3d',
        created_at: seconds - 3_600,
        expires_at: seconds + dayMs / 1000,
        access_count: 7,
      },
      ['b'.repeat(43)]: {
        prompt_id: '20250801_093000_0a1b2c3d',
        created_at: seconds - 7_200,
        expires_at: seconds - 3_600,
        access_count: 1,
      },
    }),
  }
}

/** Makes a data folder as PromptBin 0.5 left it, with good files and bad ones, below `parent`. */
export function promptbin05Folder(parent: string): string {
  const folder = join(parent, 'promptbin-data')
  for (const [path, content] of Object.entries(filesOf(Date.now()))) {
    const file = join(folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
  }
  return folder
}
