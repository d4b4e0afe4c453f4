/** A machine on which clients are looked for. */
export interface Machine {
  /** As in `process.platform`. */
  readonly platform: string
  readonly home: string
  /** Variables of other programs, by name. */
  readonly variables: Readonly<Record<string, string | undefined>>
}

/** How a client reaches PromptBin: by a program that it starts, or by an address. */
export type Connection =
  | {
      readonly transport: 'stdio'
      readonly command: string
      readonly arguments: readonly string[]
    }
  | { readonly transport: 'http'; readonly url: string }

/** An entry as it stands in the configuration of a client. */
export type Entry = Readonly<Record<string, unknown>>

export const clientNames = [
  'claude-desktop',
  'claude-code',
  'cursor',
  'vscode',
  'codex',
  'gemini',
  'opencode',
] as const

export type ClientName = (typeof clientNames)[number]

/** What is known of an AI client's configuration; every one from its own documentation. */
export interface Client {
  readonly name: ClientName
  readonly title: string
  readonly format: 'jsonc' | 'toml'
  /** Where its configuration for this user may be; the first that exists, else the first. */
  readonly files: (machine: Machine) => readonly string[]
  /** Folders and files that are there when it is installed. */
  readonly marks: (machine: Machine) => readonly string[]
  /** Where the entry of PromptBin stands, in a configuration that says this. */
  readonly place: (configuration: unknown) => readonly string[]
  /** Undefined of a connection that it does not know. */
  readonly toEntry: (connection: Connection) => Entry | undefined
  /** What the person has to do then, a sentence. */
  readonly afterwards: string
}

/** The name of PromptBin in every client. */
export const entryName = 'promptbin'
