import {
  contentHash,
  normalizeDraft,
  type PromptDraft,
  type PromptRecord,
} from '@promptbin/prompts'
import fc from 'fast-check'

/** Text with everything that templates, YAML, CSV and JSON trip over. */
export const trickyText = fc
  .array(
    fc.oneof(
      fc.string({ maxLength: 6 }),
      fc.string({ unit: 'binary', maxLength: 3 }),
      fc.constantFrom(
        ...['{', '}', '{{', '}}', '{{{', '}}}', '{{{{', '\\', '\\\\', '~', '"', "'", '`'],
        ...[
          '{{name}}',
          '{{ city }}',
          '{{\ttone }}',
          '{{history}}',
          '{{this}}',
          '{{else}}',
          '{{role}}',
        ],
        ...[
          '{{#if x}}',
          '{{/if}}',
          '{{role "system"}}',
          '{{> header}}',
          '{{> header@2}}',
          '{{>header}}',
        ],
        ...[
          '{{!}}',
          '{{!-- a --}}',
          '{{{{raw}}}}',
          '{{{{/raw}}}}',
          '{{media url="x"}}',
          '{{json a}}',
        ],
        ...[
          '\n',
          '\r\n',
          '\r',
          ' ',
          '\t',
          '  ',
          '---',
          '\n---\n',
          '# x',
          '\u0085',
          '\u2028',
          '\ufeff',
        ],
        ...[
          '=1+1',
          '@x',
          '-',
          ': ',
          '[',
          '*a',
          '&a',
          '!!x',
          '%',
          '| ',
          '>',
          'a: b',
          'null',
          'é',
          '🎉',
        ],
      ),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join('').toWellFormed().replaceAll('\0', ''))

const image = fc.constantFrom(
  { mimeType: 'image/png' as const, data: 'iVBORw0KGgo=' },
  { mimeType: 'image/gif' as const, data: 'R0lGODlh' },
)

const resource = fc.record(
  {
    uri: fc.constantFrom('file:///notes.md', 'https://example.com/a?b=c#d', 'x:"quoted"', 'x:a\\'),
    mimeType: fc.constantFrom('text/plain', 'text/markdown'),
    text: trickyText,
  },
  { requiredKeys: ['uri'] },
)

const part = fc.oneof(
  trickyText.map((text) => ({ text })),
  image.map((value) => ({ image: value })),
  resource.map((value) => ({ resource: value })),
)

const role = fc.constantFrom('system' as const, 'user' as const, 'assistant' as const)

const message = fc.oneof(
  { weight: 4, arbitrary: fc.record({ role, text: trickyText }) },
  {
    weight: 1,
    arbitrary: fc.record({ role, parts: fc.array(part, { minLength: 1, maxLength: 4 }) }),
  },
)

const about = { description: trickyText, required: fc.boolean(), example: trickyText }

/** By type, so that a default is one that fits. */
const declaration = fc.oneof(
  fc.record(
    { ...about, type: fc.constantFrom('string' as const, 'text' as const), default: trickyText },
    { requiredKeys: [] },
  ),
  fc.record(
    {
      ...about,
      type: fc.constant('number' as const),
      default: fc.constantFrom('1', '1.50', '-0', '1e3'),
    },
    { requiredKeys: ['type'] },
  ),
  fc.record(
    {
      ...about,
      type: fc.constant('boolean' as const),
      default: fc.constantFrom('true', 'yes', '0'),
    },
    { requiredKeys: ['type'] },
  ),
  fc.record(
    {
      ...about,
      type: fc.constant('list' as const),
      default: fc.constantFrom('a, b', '["a","b"]', 'a\nb', 'a'),
    },
    { requiredKeys: ['type'] },
  ),
  fc.record(
    {
      ...about,
      type: fc.constant('enum' as const),
      options: fc.constant(['formal', 'no', '1', 'a, b', 'null']),
      default: fc.constantFrom('formal', 'no', '1'),
    },
    { requiredKeys: ['type', 'options'] },
  ),
)

const variables = fc
  .uniqueArray(
    fc.constantFrom('name', 'city', 'tone', 'history', 'this', 'role', 'constructor', '__proto__'),
    { maxLength: 4 },
  )
  .chain((names) =>
    fc.tuple(...names.map((name) => declaration.map((each) => ({ name, ...each })))),
  )

/** As a store gives it back: without -0, which JSON does not know. */
const json = fc
  .jsonValue({ maxDepth: 3 })
  .map((value) => JSON.parse(JSON.stringify(value)))
  .filter((value) => !JSON.stringify(value).includes('__proto__'))

const modelConfig = fc.oneof(
  fc.constant({}),
  fc.record(
    {
      model: fc.constantFrom('gpt-5', 'a/b', 5, ''),
      temperature: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value || 0),
      tools: fc.constantFrom(['search'], [], [1]),
      output: fc.constantFrom({ format: 'json' }, 'x'),
      config: fc.constant({ a: 1 }),
      more: json,
    },
    { requiredKeys: [] },
  ),
)

const word = fc.constantFrom('a', 'Ab', 'x y', 'é', '..', '.', 'CON', 'a:b', 'back\\slash', '日本')

/** A draft that PromptBin takes; `content` of every kind. */
export const randomDraft: fc.Arbitrary<PromptDraft> = fc
  .record({
    name: fc.constantFrom('daily-report', 'con', 'a', '3d', 'true'),
    title: trickyText.map((text) => `T${text.slice(0, 150)}`.toWellFormed()),
    description: trickyText,
    folder: fc.array(word, { maxLength: 3 }).map((words) => words.join('/')),
    tags: fc.uniqueArray(fc.constantFrom('a', 'b c', '-1', 'yes', '#x'), { maxLength: 3 }),
    favourite: fc.boolean(),
    messages: fc.array(message, { minLength: 1, maxLength: 4 }),
    variables: variables.map((each) => [...each]) as fc.Arbitrary<
      NonNullable<PromptDraft['variables']>
    >,
    modelConfig,
  })
  .filter((draft) => isTaken(draft as PromptDraft)) as fc.Arbitrary<PromptDraft>

function isTaken(draft: PromptDraft): boolean {
  try {
    normalizeDraft(draft)
    return true
  } catch {
    return false
  }
}

const at = '2026-11-22T10:00:00.000Z'

/** The record of a prompt of which every draft was a version. */
export function recordOf(drafts: readonly PromptDraft[], id = 'id-1'): PromptRecord {
  const normalized = drafts.map(normalizeDraft)
  const [first] = normalized
  if (first === undefined) throw new Error('a prompt has a version')
  const { name = 'x', title, description, folder, tags, favourite } = first
  return {
    id,
    name,
    title,
    description,
    folder,
    tags: [...tags],
    favourite,
    labels: [{ name: 'production', version: 1, protected: false }],
    aliases: ['old-name'],
    createdAt: at,
    updatedAt: at,
    usedAt: null,
    versions: normalized.map(({ messages, variables: declared, modelConfig: config }, index) => {
      const content = { messages: [...messages], variables: [...declared], modelConfig: config }
      return {
        n: index + 1,
        sha256: contentHash(content),
        ...content,
        message: 'why',
        author: 'ada',
        client: 'browser',
        createdAt: at,
        includes: [{ reference: 'header', prompt: 'id-2' }],
      }
    }),
    labelMoves: [
      { label: 'production', from: null, to: 1, author: 'ada', client: 'browser', reason: '', at },
    ],
  }
}
