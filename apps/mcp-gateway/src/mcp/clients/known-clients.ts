/** What some clients cannot do, or do in a way of their own, and what they get instead. */
export const adaptations = {
  'no-prompts': 'tools and instructions that say to look for what the person names',
  'no-resources': 'instructions that tell of none',
  'first-page-only': 'up to 1,000 prompts and resources on it',
  'positional-arguments': 'those that are required first',
  'title-as-command': 'the name as title',
  'no-resource-links': 'the address as text, as every client before 2025-06-18 does',
  'no-structured-content': 'the text only',
  'no-forms': 'what to ask the person for in words',
} as const

export type Trait = keyof typeof adaptations

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

const noResources = (source: string): KnownTrait => ({
  trait: 'no-resources',
  because: 'it shows none of the resources that a server offers',
  source,
})

/** How the supervisor names itself when it asks as a client would, to see that clients are served. */
export const probeClient = 'promptbin-probe'

/** A survey of what 24 clients can do. */
const survey = 'developersdigest.tech/mcp-servers/clients'

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
    traits: [noPrompts(survey)],
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
  { label: 'cline', pattern: /cline/i, traits: [noPrompts(survey), noResources(survey)] },
  { label: 'continue', pattern: /continue/i, traits: [noPrompts(survey), noResources(survey)] },
  { label: 'windsurf', pattern: /windsurf|codeium/i, traits: [] },
  { label: 'zed', pattern: /\bzed\b/i, traits: [noResources(survey)] },
  {
    label: 'jetbrains',
    pattern: /jetbrains|intellij/i,
    traits: [noPrompts(survey), noResources(survey)],
  },
  { label: 'goose', pattern: /goose/i, traits: [] },
  { label: 'inspector', pattern: /inspector/i, traits: [] },
  { label: 'ai-sdk', pattern: /\bai[- ]sdk/i, traits: [] },
  { label: 'mcp-remote', pattern: /mcp-remote/i, traits: [] },
  { label: 'mcp-proxy', pattern: /mcp-proxy|supergateway/i, traits: [] },
  { label: probeClient, pattern: new RegExp(`^${probeClient}$`), traits: [] },
  { label: 'promptbin', pattern: /promptbin/i, traits: [] },
]
