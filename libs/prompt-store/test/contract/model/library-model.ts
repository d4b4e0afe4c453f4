import { deriveName, type NewPrompt, uniqueName } from '@promptbin/prompts'

/** What a test may do to a library; `expected` says which state of the prompt the caller saw. */
export type Action =
  | { readonly type: 'create'; readonly prompt: NewPrompt }
  | {
      readonly type: 'change'
      readonly name: string
      readonly edit: Partial<Omit<NewPrompt, 'name'>>
      readonly expected: 'any' | 'current' | 'stale'
    }
  | {
      readonly type: 'trash'
      readonly name: string
      readonly expected: 'any' | 'current' | 'stale'
    }
  | { readonly type: 'import'; readonly key: string; readonly prompt: NewPrompt }

/** What came of it: an error's code, or the name and what happened to it. */
export type Outcome =
  | { readonly code: string }
  | { readonly name: string; readonly latest: number }
  | { readonly name: string; readonly outcome: string }

type Content = Pick<
  NewPrompt,
  'title' | 'description' | 'folder' | 'tags' | 'messages' | 'variables'
>

/** A prompt as simple as can be: its contents of today, and the texts it had. */
export interface ModelPrompt {
  readonly name: string
  readonly content: Content
  readonly texts: readonly string[]
}

const textOf = ({ messages, variables }: Content) => JSON.stringify([messages, variables])

const contentOf = (prompt: Content): Content => {
  const { title, description, folder, tags, messages, variables } = prompt
  return { title, description, folder, tags, messages, variables }
}

const isSame = (a: Content, b: Content) =>
  JSON.stringify(contentOf(a)) === JSON.stringify(contentOf(b))

/** A library as simple as can be, to compare a real one with. */
export class LibraryModel {
  /** Those that are not in the trash, the oldest change first. */
  prompts: readonly ModelPrompt[] = []
  /** How often anything has changed. */
  changes = 0
  readonly #origins = new Map<string, { readonly name: string; imported: Content; gone: boolean }>()

  apply(action: Action): Outcome {
    if (action.type === 'create') return this.#create(action.prompt)
    if (action.type === 'import') return this.#import(action.key, action.prompt)
    const prompt = this.prompts.find(({ name }) => name === action.name)
    if (prompt === undefined) return { code: 'PB_PROMPT_NOT_FOUND' }
    if (action.expected === 'stale') return { code: 'PB_PROMPT_CHANGED' }
    if (action.type === 'change') return this.#change(prompt, action.edit)
    this.#put(prompt.name, undefined)
    for (const origin of this.#origins.values()) origin.gone ||= origin.name === prompt.name
    return { name: prompt.name, latest: prompt.texts.length }
  }

  #create(prompt: NewPrompt): Outcome {
    const isTaken = (name: string) => this.prompts.some((other) => other.name === name)
    if (prompt.name !== undefined && isTaken(prompt.name)) return { code: 'PB_NAME_TAKEN' }
    const name = prompt.name ?? uniqueName(deriveName(prompt.title), isTaken)
    this.#put(name, { name, content: contentOf(prompt), texts: [textOf(prompt)] })
    return { name, latest: 1 }
  }

  #change(prompt: ModelPrompt, edit: Partial<NewPrompt>): Outcome {
    const content = contentOf({ ...prompt.content, ...edit })
    const texts = textOf(content) === prompt.texts.at(-1) ? [] : [textOf(content)]
    if (!isSame(content, prompt.content)) {
      this.#put(prompt.name, { ...prompt, content, texts: [...prompt.texts, ...texts] })
    }
    return { name: prompt.name, latest: prompt.texts.length + texts.length }
  }

  #import(key: string, prompt: NewPrompt): Outcome {
    const known = this.#origins.get(key)
    if (known === undefined) {
      const isTaken = (name: string) => this.prompts.some((other) => other.name === name)
      const name = uniqueName(prompt.name ?? deriveName(prompt.title), isTaken)
      this.#create({ ...prompt, name })
      this.#origins.set(key, { name, imported: contentOf(prompt), gone: false })
      return { name, outcome: 'created' }
    }
    const skipped = { name: known.name, outcome: 'skipped' }
    if (known.gone || isSame(prompt, known.imported)) return skipped
    const here = this.prompts.find(({ name }) => name === known.name)
    if (here === undefined) throw new Error('The model has lost an imported prompt.')
    const arrived = isSame(here.content, prompt)
    if (!arrived && !isSame(here.content, known.imported)) return skipped
    known.imported = contentOf(prompt)
    if (arrived) return skipped
    this.#change(here, prompt)
    return { name: known.name, outcome: 'updated' }
  }

  /** Puts a prompt at the end, as the newest change, or takes it away. */
  #put(name: string, prompt: ModelPrompt | undefined): void {
    const others = this.prompts.filter((other) => other.name !== name)
    this.prompts = prompt === undefined ? others : [...others, prompt]
    this.changes += 1
  }
}
