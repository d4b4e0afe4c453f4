import type { NewPrompt, PromptEdit } from '@promptbin/prompts'
import { deriveName, uniqueName } from '@promptbin/prompts/names'

/** Which state of the prompt the caller saw. */
type Expected = 'any' | 'current' | 'stale'

/** What a test may do to a library. */
export type Action =
  | { readonly type: 'create'; readonly prompt: NewPrompt }
  | {
      readonly type: 'change'
      readonly name: string
      readonly edit: PromptEdit
      readonly expected: Expected
    }
  | { readonly type: 'trash'; readonly name: string; readonly expected: Expected }
  | { readonly type: 'restore'; readonly name: string }
  | {
      readonly type: 'label'
      readonly name: string
      readonly label: string
      /** Where it is to stand; `null` takes it off. */
      readonly version: number | null
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
  readonly id: number
  readonly name: string
  /** In alphabetical order. */
  readonly aliases: readonly string[]
  readonly content: Content
  readonly favourite: boolean
  readonly texts: readonly string[]
  readonly labels: ReadonlyMap<string, number>
}

const textOf = ({ messages, variables }: Content) => JSON.stringify([messages, variables])

const contentOf = (prompt: Content): Content => {
  const { title, description, folder, tags, messages, variables } = prompt
  return { title, description, folder, tags, messages, variables }
}

const isSame = (a: Content, b: Content) =>
  JSON.stringify(contentOf(a)) === JSON.stringify(contentOf(b))

const answerOf = ({ name, texts }: ModelPrompt): Outcome => ({ name, latest: texts.length })

/** A library as simple as can be, to compare a real one with. */
export class LibraryModel {
  /** Those that are not in the trash, the oldest change first. */
  prompts: readonly ModelPrompt[] = []
  /** Those that are, the one that went there first in front. */
  trash: readonly ModelPrompt[] = []
  /** How often anything has changed. */
  changes = 0
  #made = 0
  readonly #origins = new Map<string, { readonly id: number; imported: Content }>()

  apply(action: Action): Outcome {
    if (action.type === 'create') return this.#create(action.prompt)
    if (action.type === 'import') return this.#import(action.key, action.prompt)
    if (action.type === 'restore') return this.#restore(action.name)
    const prompt = this.#find(action.name)
    if (prompt === undefined) return { code: 'PB_PROMPT_NOT_FOUND' }
    if (action.type === 'label') return this.#label(prompt, action.label, action.version)
    if (action.expected === 'stale') return { code: 'PB_PROMPT_CHANGED' }
    if (action.type === 'change') return this.#change(prompt, action.edit)
    this.#take(prompt)
    this.trash = [...this.trash, prompt]
    return answerOf(prompt)
  }

  #find(name: string): ModelPrompt | undefined {
    return this.prompts.find((one) => one.name === name || one.aliases.includes(name))
  }

  #create(prompt: NewPrompt): Outcome {
    const isTaken = (name: string) => this.#find(name) !== undefined
    if (prompt.name !== undefined && isTaken(prompt.name)) return { code: 'PB_NAME_TAKEN' }
    const name = prompt.name ?? uniqueName(deriveName(prompt.title), isTaken)
    const { favourite } = prompt
    const texts = [textOf(prompt)]
    const made = {
      id: this.#made++,
      name,
      aliases: [],
      content: contentOf(prompt),
      favourite,
      texts,
    }
    return this.#put({ ...made, labels: new Map() })
  }

  #change(prompt: ModelPrompt, edit: PromptEdit): Outcome {
    const { name = prompt.name, favourite = prompt.favourite } = edit
    const holder = this.#find(name)
    if (holder !== undefined && holder.id !== prompt.id) return { code: 'PB_NAME_TAKEN' }
    const content = contentOf({ ...prompt.content, ...edit })
    const texts = textOf(content) === prompt.texts.at(-1) ? [] : [textOf(content)]
    const renamed = name !== prompt.name
    if (isSame(content, prompt.content) && !renamed && favourite === prompt.favourite) {
      return answerOf(prompt)
    }
    const others = prompt.aliases.filter((alias) => alias !== name)
    const aliases = renamed ? [...others, prompt.name].sort() : prompt.aliases
    const all = [...prompt.texts, ...texts]
    return this.#put({ ...prompt, name, aliases, content, favourite, texts: all })
  }

  #label(prompt: ModelPrompt, label: string, version: number | null): Outcome {
    const labels = new Map(prompt.labels)
    if (version === null && !labels.delete(label)) return { code: 'PB_LABEL_NOT_FOUND' }
    if (version !== null && version > prompt.texts.length) return { code: 'PB_VERSION_NOT_FOUND' }
    if (version !== null && labels.get(label) === version) return answerOf(prompt)
    if (version !== null) labels.set(label, version)
    return this.#put({ ...prompt, labels })
  }

  #restore(wanted: string): Outcome {
    const prompt = this.trash.findLast(({ name }) => name === wanted)
    if (prompt === undefined) return { code: 'PB_PROMPT_NOT_FOUND' }
    this.trash = this.trash.filter(({ id }) => id !== prompt.id)
    const isTaken = (name: string) => this.#find(name) !== undefined
    const name = uniqueName(prompt.name, isTaken)
    const aliases = prompt.aliases.filter((alias) => alias !== name && !isTaken(alias))
    return this.#put({ ...prompt, name, aliases })
  }

  #import(key: string, prompt: NewPrompt): Outcome {
    const known = this.#origins.get(key)
    if (known === undefined) {
      const isTaken = (name: string) => this.#find(name) !== undefined
      const name = uniqueName(prompt.name ?? deriveName(prompt.title), isTaken)
      this.#create({ ...prompt, name })
      this.#origins.set(key, { id: this.#made - 1, imported: contentOf(prompt) })
      return { name, outcome: 'created' }
    }
    const here = [...this.prompts, ...this.trash].find(({ id }) => id === known.id)
    if (here === undefined) throw new Error('The model has lost an imported prompt.')
    const skipped = { name: here.name, outcome: 'skipped' }
    if (this.trash.includes(here) || isSame(prompt, known.imported)) return skipped
    const arrived = isSame(here.content, prompt)
    if (!arrived && !isSame(here.content, known.imported)) return skipped
    known.imported = contentOf(prompt)
    if (arrived) return skipped
    this.#change(here, contentOf(prompt))
    return { name: here.name, outcome: 'updated' }
  }

  /** Puts a prompt at the end, as the newest change. */
  #put(prompt: ModelPrompt): Outcome {
    this.#take(prompt)
    this.prompts = [...this.prompts, prompt]
    return answerOf(prompt)
  }

  /** Takes a prompt away, which is a change. */
  #take({ id }: ModelPrompt): void {
    this.prompts = this.prompts.filter((other) => other.id !== id)
    this.changes += 1
  }
}
