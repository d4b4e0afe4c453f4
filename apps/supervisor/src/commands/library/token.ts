import { json } from 'node:stream/consumers'
import { parseDuration } from '@promptbin/config'
import type { Scope } from '@promptbin/security'
import { type Command, InvalidArgumentError } from 'commander'
import { askService, askServiceForJson } from '../../http/ask-service.ts'
import { withLibrary } from '../../library/with-library.ts'
import { alignColumns } from '../../terminal/align-columns.ts'
import { exitCodes } from '../../terminal/exit-codes.ts'
import { readExpiry } from '../../terminal/expiry.ts'
import { type CommandContext, example, type GlobalOptions, optionsOf } from '../command-line.ts'
import { readScopeList } from './scope-list.ts'

interface CreateOptions extends GlobalOptions {
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly expires: string | null
  readonly folders?: readonly string[]
}

interface RotateOptions extends GlobalOptions {
  readonly grace: number
}

/** A token as prompt-web tells of it. */
interface Token {
  readonly name: string
  readonly scopes: readonly string[]
  readonly folders: readonly string[] | null
  readonly ending: string
  readonly expiresAt: string | null
  readonly lastUsedAt: string | null
  readonly revokedAt: string | null
}

type MadeToken = Token & { readonly token: string }

const path = '/api/v1/tokens'

/** `promptbin token`: keys with which programs may use mcp-gateway. */
export function addToken(program: Command, context: CommandContext): void {
  const token = program
    .command('token')
    .description('make, list and revoke tokens, with which programs may use the gateway')
  token
    .command('create')
    .description('make a token and write it to stdout; nobody can read it again')
    .requiredOption('--name <name>', 'who is to use it: lower-case letters, digits, hyphens')
    .option(
      '--scopes <scopes>',
      'what it may do, with commas: prompts:read, prompts:write, admin',
      readScopeList,
      ['prompts:read'],
    )
    .option(
      '--expires <when>',
      'when it ends: 90d, 12h, 2027-01-31 or never',
      (text: string) => readExpiry(text, Date.now()),
      null,
    )
    .option('--folders <folders>', 'only prompts in these folders, with commas', (text: string) =>
      text.split(',').map((folder) => folder.trim()),
    )
    .addHelpText('after', example('promptbin token create --name laptop --expires 90d'))
    .action(async (_options, command: Command) => {
      await createToken(command.optsWithGlobals<CreateOptions>(), context)
      context.exitCode = exitCodes.ok
    })
  token
    .command('list')
    .description('list the tokens; what they are is not known here')
    .addHelpText('after', example('promptbin token list --json'))
    .action(async (_options, command: Command) => {
      await listTokens(optionsOf(command), context)
      context.exitCode = exitCodes.ok
    })
  addRotate(token, context)
  token
    .command('revoke')
    .description('end a token for ever, within a second')
    .argument('<name>', 'its name, or its id')
    .addHelpText('after', example('promptbin token revoke laptop'))
    .action(async (name: string, _options, command: Command) => {
      await revokeToken(name, optionsOf(command), context)
      context.exitCode = exitCodes.ok
    })
}

async function createToken(options: CreateOptions, context: CommandContext): Promise<void> {
  const { name, scopes, folders = null, expires: expiresAt } = options
  const made = (await withLibrary(options, context, {
    run: (webUrl, headers) =>
      askServiceForJson(webUrl, path, { name, scopes, folders, expiresAt }, { headers }),
  })) as MadeToken
  tellToken(made, options, context)
}

function tellToken(
  made: MadeToken,
  { json: asJson }: GlobalOptions,
  context: CommandContext,
): void {
  const { stdout, stderr } = context.terminal
  stdout.write(`${asJson ? JSON.stringify(made) : made.token}\n`)
  if (!asJson) stderr.write('Keep it safe: it is shown only now.\n')
}

const longestGraceSeconds = 7 * 24 * 60 * 60

function addRotate(token: Command, context: CommandContext): void {
  token
    .command('rotate')
    .description('give a token another key and write it to stdout; the one until now ends later')
    .argument('<name>', 'its name, or its id')
    .option(
      '--grace <duration>',
      'how long the one until now stays good: 1h, 30m, 0',
      readGrace,
      3_600,
    )
    .addHelpText('after', example('promptbin token rotate laptop --grace 10m'))
    .action(async (name: string, _options, command: Command) => {
      const options = command.optsWithGlobals<RotateOptions>()
      const made = (await withLibrary(options, context, {
        run: (webUrl, headers) => {
          const address = `${path}/${encodeURIComponent(name)}/rotate`
          return askServiceForJson(webUrl, address, { graceSeconds: options.grace }, { headers })
        },
      })) as MadeToken
      tellToken(made, options, context)
      context.exitCode = exitCodes.ok
    })
}

function readGrace(text: string): number {
  const seconds = (parseDuration(text) ?? Number.NaN) / 1_000
  if (Number.isInteger(seconds) && seconds <= longestGraceSeconds) return seconds
  throw new InvalidArgumentError('It has to be a duration of up to 7 days, such as 1h or 30m.')
}

async function listTokens(options: GlobalOptions, context: CommandContext): Promise<void> {
  const answer = (await withLibrary(options, context, {
    run: async (webUrl, headers) =>
      json(await askService(webUrl, path, { method: 'GET', headers })),
  })) as { readonly items: readonly Token[] }
  const { stdout } = context.terminal
  if (options.json) stdout.write(`${JSON.stringify(answer)}\n`)
  else stdout.write(tableOf(answer.items))
}

async function revokeToken(
  name: string,
  options: GlobalOptions,
  context: CommandContext,
): Promise<void> {
  await withLibrary(options, context, {
    run: async (webUrl, headers) => {
      const question = { method: 'DELETE', headers } as const
      const answer = await askService(webUrl, `${path}/${encodeURIComponent(name)}`, question)
      answer.resume()
    },
  })
  const { stdout } = context.terminal
  stdout.write(options.json ? `${JSON.stringify({ revoked: name })}\n` : `${name} is revoked.\n`)
}

const titles = ['NAME', 'SCOPES', 'ENDS WITH', 'LAST USED', 'EXPIRES', 'FOLDERS']

function tableOf(tokens: readonly Token[]): string {
  if (tokens.length === 0) return 'There are no tokens.\n'
  return `${alignColumns([titles, ...tokens.map(toRow)]).join('\n')}\n`
}

const dateOf = (time: string | null, otherwise: string) => time?.slice(0, 10) ?? otherwise

function toRow(token: Token): readonly string[] {
  const { name, scopes, folders, ending, lastUsedAt, expiresAt, revokedAt } = token
  const end = revokedAt === null ? dateOf(expiresAt, 'never') : `revoked ${dateOf(revokedAt, '')}`
  const within = folders?.join(', ') ?? 'all'
  return [name, scopes.join(','), ending, dateOf(lastUsedAt, 'never'), end, within]
}
