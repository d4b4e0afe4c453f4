import type { WebhookEvent } from '@promptbin/webhooks'
import type { WebhookEventType } from '@promptbin/webhooks/event-types'

/** A change of the library as `GET /api/v1/events` of prompt-web tells of it. */
export interface LibraryChange {
  readonly type: string
  readonly generation: number
  readonly id?: string
  readonly name?: string
  readonly label?: string | null
  readonly version?: number | null
  readonly at?: string
}

const sentences: Readonly<
  Record<string, readonly [type: WebhookEventType, sentence: (change: LibraryChange) => string]>
> = {
  created: ['prompt.created', ({ name }) => `the prompt "${name}" was made`],
  changed: [
    'prompt.changed',
    ({ name, version }) => `the prompt "${name}" has changed (version ${version})`,
  ],
  labelled: ['prompt.labelled', describeLabel],
  trashed: ['prompt.trashed', ({ name }) => `the prompt "${name}" is in the trash`],
  restored: ['prompt.restored', ({ name }) => `the prompt "${name}" is back from the trash`],
  purged: ['prompt.purged', ({ name }) => `the prompt "${name}" was deleted for good`],
  shared: ['share.created', ({ name }) => `there is a link to the prompt "${name}"`],
  unshared: ['share.revoked', ({ name }) => `a link to the prompt "${name}" was ended`],
  reset: ['library.reset', () => 'changes of the library are not known any more'],
}

/** What receivers are told of a change; undefined where they are told nothing, as of tokens. */
export function eventOfChange(change: LibraryChange): WebhookEvent | undefined {
  const known = sentences[change.type]
  if (known === undefined) return undefined
  const [type, sentence] = known
  const { generation, id, name, label = null, version = null } = change
  const at = change.at ?? new Date().toISOString()
  const about = { prompt: id ?? null, name: name ?? null }
  const isReset = type === 'library.reset'
  return {
    id: `library_${generation}_${Date.parse(at).toString(36)}`,
    type,
    at,
    summary: sentence(change),
    data: {
      ...(!isReset && about),
      ...(type === 'prompt.labelled' && { label }),
      ...(type.startsWith('prompt.') && { version }),
      generation,
    },
  }
}

function describeLabel({ name, label, version }: LibraryChange): string {
  return version === null || version === undefined
    ? `the label ${label} of "${name}" was taken off`
    : `the label ${label} of "${name}" stands for version ${version}`
}

/** A link that was opened, as prompt-web tells of it. */
export interface LinkOpening {
  readonly opening: number
  readonly share: string
  readonly prompt: string
  readonly name: string
  readonly views: number
  readonly at: string
}

/** What receivers are told when somebody has opened a link. */
export function eventOfOpening(link: LinkOpening): WebhookEvent {
  const { opening, share, prompt, name, views, at } = link
  return {
    id: `opening_${opening}_${Date.parse(at).toString(36)}`,
    type: 'share.opened',
    at,
    summary: `a link to the prompt "${name}" was opened (${views} times so far)`,
    data: { share, prompt, name, views },
  }
}
