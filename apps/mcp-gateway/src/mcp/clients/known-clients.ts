/** What some clients cannot do, or do in a way of their own. */
export type Trait =
  /** Takes no notice of prompts; the tools do all that prompts do. */
  | 'no-prompts'
  /** Reads the first page of a list only; that is where the most useful stands. */
  | 'first-page-only'
  /** Passes arguments by their place, so those that are required come first. */
  | 'positional-arguments'
  /** Makes a command of the title, so the title is the name. */
  | 'title-as-command'
  /** Fails on a link to a resource, so the address is told as text. */
  | 'no-resource-links'
  /** Shows the structured content instead of the text, or both; so the text is all it gets. */
  | 'no-structured-content'
  /** Says that it shows forms but refuses each by itself, so none is sent. */
  | 'no-forms'

/** One thing that is known of a client. */
export interface KnownTrait {
  readonly trait: Trait
  /** What happens to people without an adaptation. */
  readonly because: string
  /** Where that is known from: an issue on GitHub, or a survey. */
  readonly source: string
  /** Of which versions it is known, as the beginning of the version; of all if it is left out. */
  readonly versions?: readonly string[]
}

/** A client that is known by the name which it gives itself. */
export interface KnownClient {
  /** What it is called in metrics. */
  readonly label: string
  /** Found anywhere in its name, in any case: bridges add their own name at the end. */
  readonly pattern: RegExp
  readonly traits: readonly KnownTrait[]
}

const noPrompts = (source: string): KnownTrait => ({
  trait: 'no-prompts',
  because: 'its menus show none of the prompts that a server offers',
  source,
})

/**
 * The clients that are known, the more particular names first. Names and faults change: each entry
 * says where it is from, and is to be tried again before it is relied on for anything new.
 */
export const knownClients: readonly KnownClient[] = [
  {
    label: 'claude-code',
    pattern: /claude[- ]code/i,
    traits: [
      {
        trait: 'positional-arguments',
        because: 'words after a command become the arguments in their order, one word each',
        source: 'anthropics/claude-code#14210',
      },
      {
        trait: 'title-as-command',
        because: 'a title with blanks makes a command that cannot be typed',
        source: 'anthropics/claude-code#7464',
      },
    ],
  },
  {
    label: 'claude-vscode',
    pattern: /claude[- ]?vscode/i,
    traits: [
      noPrompts('anthropics/claude-code#30738'),
      {
        trait: 'no-forms',
        because: 'every form is declined without being shown',
        source: 'anthropics/claude-code#79174',
      },
    ],
  },
  { label: 'claude', pattern: /claude|anthropic/i, traits: [] },
  { label: 'cursor', pattern: /cursor/i, traits: [] },
  { label: 'vscode', pattern: /visual studio code|vscode/i, traits: [] },
  { label: 'codex', pattern: /codex/i, traits: [noPrompts('openai/codex#8342')] },
  { label: 'copilot', pattern: /copilot/i, traits: [noPrompts('github/copilot-cli#505')] },
  {
    label: 'chatgpt',
    pattern: /chatgpt|openai/i,
    traits: [noPrompts('developersdigest.tech/mcp-servers/clients')],
  },
  { label: 'gemini', pattern: /gemini/i, traits: [] },
  { label: 'opencode', pattern: /opencode/i, traits: [] },
  {
    label: 'kiro',
    pattern: /kiro/i,
    traits: [
      {
        trait: 'no-resource-links',
        because: 'one link makes it throw the whole result away',
        source: 'kirodotdev/Kiro#8960',
      },
    ],
  },
  {
    label: 'kimi',
    pattern: /kimi/i,
    traits: [
      {
        trait: 'no-structured-content',
        because: 'some versions give the model the same twice',
        source: 'MoonshotAI/kimi-code#3234',
      },
    ],
  },
  {
    label: 'mastra',
    pattern: /mastra/i,
    traits: [
      {
        trait: 'no-forms',
        because: 'it claims forms although nothing answers them, and the call fails',
        source: 'mastra-ai/mastra#19189',
      },
    ],
  },
  {
    label: 'mcp-use',
    pattern: /mcp-use/i,
    traits: [
      {
        trait: 'first-page-only',
        because: 'what stands on later pages is never seen',
        source: 'mcp-use/mcp-use#2460',
      },
    ],
  },
  { label: 'dive', pattern: /\bdive\b/i, traits: [noPrompts('OpenAgentPlatform/Dive#349')] },
  { label: 'cline', pattern: /cline/i, traits: [] },
  { label: 'continue', pattern: /continue/i, traits: [] },
  { label: 'windsurf', pattern: /windsurf|codeium/i, traits: [] },
  { label: 'zed', pattern: /\bzed\b/i, traits: [] },
  { label: 'jetbrains', pattern: /jetbrains|intellij/i, traits: [] },
  { label: 'goose', pattern: /goose/i, traits: [] },
  { label: 'inspector', pattern: /inspector/i, traits: [] },
  { label: 'ai-sdk', pattern: /\bai[- ]sdk/i, traits: [] },
  { label: 'mcp-remote', pattern: /mcp-remote/i, traits: [] },
  { label: 'mcp-proxy', pattern: /mcp-proxy|supergateway/i, traits: [] },
  { label: 'promptbin', pattern: /promptbin/i, traits: [] },
]
