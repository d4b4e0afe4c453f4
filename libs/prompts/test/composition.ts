import type { Composition, Included, Message, Variable, Version } from '../src/index.ts'

const at = '2026-01-01T00:00:00.000Z'

/** What a prompt of a test says; its texts are messages of the user, or messages are given. */
export interface Written {
  readonly name?: string
  readonly n?: number
  readonly texts?: readonly string[]
  readonly messages?: readonly Message[]
  readonly variables?: readonly Variable[]
  readonly includes?: readonly Included[]
}

function versionOf({ n = 3, texts = [], messages, variables = [] }: Written): Version {
  return {
    n,
    sha256: `hash of ${n}`,
    messages: [...(messages ?? texts.map((text): Message => ({ role: 'user', text })))],
    variables: [...variables],
    modelConfig: {},
    message: '',
    author: 'local',
    client: 'test',
    createdAt: at,
  }
}

/** A composition as a store would give it. */
export function compositionOf(written: Written, label: string | null = null): Composition {
  const { name = 'greeting', n = 3, variables = [], includes = [] } = written
  return {
    label,
    included: includes,
    prompt: {
      id: '1',
      name,
      title: 'Greeting',
      description: '',
      folder: '',
      tags: [],
      favourite: false,
      variables: [...variables],
      latest: n,
      defaultVersion: n,
      labels: [],
      contentBytes: 0,
      aliases: [],
      generation: 9,
      createdAt: at,
      updatedAt: at,
      usedAt: null,
      version: versionOf(written),
    },
  }
}

/** What an include stands for; without a name of its own, what the reference names. */
export function include(reference: string, written: Written = {}): Included {
  const { name = reference.replace(/@.*/, ''), includes = [] } = written
  return { reference, name, version: versionOf({ n: 1, ...written }), included: includes }
}
