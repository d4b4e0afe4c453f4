import { changeInWords } from './change-words.ts'
import { defaultOf } from './default-of.ts'
import { describeSettings, type SettingDescription } from './describe-settings.ts'

/** What each section is about; a new one is not complete without. */
const sections: Readonly<Record<string, string>> = {
  web: 'prompt-web: the pages and the API. The older name of this group, flask, is understood as well.',
  mcp: 'mcp-gateway: where AI clients connect.',
  auth: 'Who may use PromptBin. See [security](security.md).',
  supervisor: 'The supervisor, which keeps the others alive. See [supervision](supervision.md).',
  share: 'Links that show one prompt to whoever has them.',
  monitoring: 'What is watched, how closely, and when somebody is told. See [health](health.md).',
  logging: 'What is written to the log, and for how long it is kept. See [logs](logs.md).',
  tracing: 'Which requests are traced, and who collects that. See [tracing](tracing.md).',
  store:
    'Where the library is kept: SQLite in the data folder, or PostgreSQL. See [PostgreSQL](postgresql.md).',
  backup:
    'Where backups are kept besides the data folder, and who can read them. See [backup](backup.md).',
  webhooks: 'Where others are told of what happens here. See [webhooks](webhooks.md).',
  operations: 'How an instance starts, fails and stops. See [operations](operations.md).',
}

const introduction = `# Configuration

This page is made from the schema in \`libs/config\`, and so are the checks, \`promptbin config explain\`
and the schema for editors. \`cd libs/config && npx vitest run documents -u\` writes it anew.

PromptBin needs no configuration. What is given counts in this order, the first before the others:

1. an argument of the command line, such as \`--data-dir\`
2. an environment variable: \`mcp.request_timeout\` is \`PROMPTBIN_MCP_REQUEST_TIMEOUT\`
3. a file that a variable with \`_FILE\` behind it names, as secrets of containers do:
   \`PROMPTBIN_TRACING_HEADERS_FILE=/run/secrets/headers\`
4. such variables in a \`.env\` of the working folder, then of the folder of the configuration file
5. the configuration file: the one that \`--config\` or \`PROMPTBIN_CONFIG\` names, else the first
   \`promptbin-config\` with \`.yaml\`, \`.yml\`, \`.json\` or \`.json5\` in the working folder, then in the data
   folder
6. what follows from where PromptBin runs, see [environments](environments.md), and from other settings
7. the default

\`configs/promptbin-config.yaml\` has every setting with its default, to be copied. With
\`configs/promptbin-config.schema.json\` beside it, editors complete and check it as it is written.

## Values

- A **duration** is a number of seconds, or has a unit: \`500ms\`, \`30s\`, \`5m\`, \`6h\`, \`2d\`.
- A **size** is a number of bytes, or has a unit: \`512MB\` is 512,000,000 bytes, \`512MiB\` is 512 · 2^20.
- A **switch** is true or false, also on, off, yes, no, 1 and 0. Words are taken in capitals as well.
- A **list** is one of the file, or has commas. What is a map or a list of maps is JSON in a variable.
- A **path** starts at the folder of the file in which it stands, or at the working folder; \`~\` is home.
- A key without a value, and an empty variable, set nothing.

## When something is wrong

PromptBin does not start with a configuration that it does not understand, and a running one goes on with
what it had. All faults are told at once, each with its file, line and column, and with what would be
right; secrets are not shown. A key or a variable that does not exist is a fault, with the one that may be
meant. What is understood, but otherwise than it is written, is a notice in the log: \`flask\` is the older
name of \`web\`, and \`protocol_version: "1.0"\` is automatic.

\`\`\`
promptbin config validate my-config.yaml   # faults and notices of a file
promptbin config print --changed           # what is not the default, and where it comes from
promptbin config explain mcp.workers       # one setting, with its present value
promptbin config diff my-config.yaml       # what a file would change
\`\`\`

## How a change comes into force

| kind     |                                                                                          |
| -------- | ---------------------------------------------------------------------------------------- |
| \`live\`   | at once, in the processes that run                                                       |
| \`reload\` | processes are replaced one after the other by such with the new value, losing no request |
| \`fixed\`  | only when PromptBin is started again                                                     |
`

/** The page of documentation with every setting, in Markdown. */
export function configurationDocument(): string {
  const all = describeSettings()
  const single = all.filter(({ section }) => section === null)
  return [
    introduction,
    '## By themselves\n',
    ...single.map(settingText),
    ...Object.entries(sections).flatMap(([section, about]) => [
      `## ${section}\n`,
      `${about}\n`,
      ...all.filter((setting) => setting.section === section).map(settingText),
    ]),
  ].join('\n')
}

function settingText(setting: SettingDescription): string {
  const { key, doc, accepts, variable, change, sensitive, example } = setting
  const byDefault = defaultOf(setting)
  const rows = [
    `- takes ${accepts}`,
    `- default: ${key === 'data_dir' ? byDefault : byDefault === '' ? 'none' : code(byDefault)}`,
    ...(example === setting.default ? [] : [`- example: ${code(example)}`]),
    `- variable: ${code(variable)}`,
    `- ${code(change)}: a change ${changeInWords(change)}`,
    ...(sensitive ? ['- secret: it is masked wherever it would be shown'] : []),
  ]
  return `### ${key}\n\n${doc}\n\n${rows.join('\n')}\n`
}

function code(text: string): string {
  return `\`${text}\``
}
