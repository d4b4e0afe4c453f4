import { Readable } from 'node:stream'
import { json } from 'node:stream/consumers'
import type { Scope } from '@promptbin/security'
import type { Command } from 'commander'
import { askService, askServiceForJson } from '../../http/ask-service.ts'
import { withLibrary } from '../../library/with-library.ts'
import { alignColumns } from '../../terminal/align-columns.ts'
import { exitCodes } from '../../terminal/exit-codes.ts'
import { readSecret } from '../../terminal/read-secret.ts'
import { type CommandContext, example, type GlobalOptions, optionsOf } from '../command-line.ts'
import { confirm } from '../operations/confirm.ts'
import { yesOption } from '../operations/yes-option.ts'
import { readScopeList } from './scope-list.ts'

interface CreateOptions extends GlobalOptions {
  readonly name: string
  readonly scopes: readonly Scope[]
}

/** An account as prompt-web tells of it. */
interface Account {
  readonly name: string
  readonly scopes: readonly string[]
  readonly createdAt: string
  readonly lastLoginAt: string | null
}

const path = '/api/v1/accounts'

/** `promptbin account`: people who log in at the pages and the console with a password. */
export function addAccount(program: Command, context: CommandContext): void {
  const account = program
    .command('account')
    .description('make, list and remove the accounts with which people log in')
  addCreate(account, context)
  account
    .command('list')
    .description('list the accounts, and when each last logged in')
    .addHelpText('after', example('promptbin account list --json'))
    .action(async (_options, command: Command) => {
      await listAccounts(optionsOf(command), context)
      context.exitCode = exitCodes.ok
    })
  addPassword(account, context)
  addRemove(account, context)
}

function addCreate(account: Command, context: CommandContext): void {
  account
    .command('create')
    .description('make an account; its password is asked for, or read from standard input')
    .requiredOption('--name <name>', 'lower-case letters, digits, hyphens')
    .option(
      '--scopes <scopes>',
      'what it may do, with commas: prompts:read, prompts:write, admin',
      readScopeList,
      ['prompts:read', 'prompts:write'],
    )
    .addHelpText('after', example('promptbin account create --name ada --scopes admin'))
    .action(async (_options, command: Command) => {
      const options = command.optsWithGlobals<CreateOptions>()
      const { name, scopes } = options
      const password = await readSecret(context.terminal, `Password for ${name}`)
      const made = await withLibrary(options, context, {
        run: (webUrl, headers) =>
          askServiceForJson(webUrl, path, { name, password, scopes }, { headers }),
      })
      tell(options, context, made, `${name} can log in.`)
    })
}

function addPassword(account: Command, context: CommandContext): void {
  account
    .command('password')
    .description('give an account another password, asked for or read; its browsers are logged out')
    .argument('<name>')
    .addHelpText('after', example('promptbin account password ada'))
    .action(async (name: string, _options, command: Command) => {
      const options = optionsOf(command)
      const password = await readSecret(context.terminal, `New password for ${name}`)
      await change(name, options, context, { path: '/password', method: 'PUT', body: { password } })
      tell(options, context, { name }, `${name} has another password.`)
    })
}

function addRemove(account: Command, context: CommandContext): void {
  account
    .command('remove')
    .description('end an account and log out its browsers; what it wrote stays')
    .argument('<name>')
    .addOption(yesOption())
    .addHelpText('after', example('promptbin account remove ada --yes'))
    .action(async (name: string, _options, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions & { readonly yes?: boolean }>()
      const question = { title: 'Remove an account', word: name, yes: options.yes === true }
      await confirm(question, context.terminal)
      await change(name, options, context, { path: '', method: 'DELETE' })
      tell(options, context, { removed: name }, `${name} is removed.`)
    })
}

async function listAccounts(options: GlobalOptions, context: CommandContext): Promise<void> {
  const answer = (await withLibrary(options, context, {
    run: async (webUrl, headers) =>
      json(await askService(webUrl, path, { method: 'GET', headers })),
  })) as { readonly items: readonly Account[] }
  tell(options, context, answer, tableOf(answer.items))
}

interface Change {
  readonly path: string
  readonly method: 'PUT' | 'DELETE'
  readonly body?: object
}

async function change(
  name: string,
  options: GlobalOptions,
  context: CommandContext,
  { path: below, method, body }: Change,
): Promise<void> {
  const address = `${path}/${encodeURIComponent(name)}${below}`
  await withLibrary(options, context, {
    run: async (webUrl, headers) => {
      const sent = body && {
        contentType: 'application/json',
        body: Readable.from([JSON.stringify(body)]),
      }
      const answer = await askService(webUrl, address, { method, headers, ...sent })
      answer.resume()
    },
  })
}

function tell(options: GlobalOptions, context: CommandContext, answer: unknown, text: string) {
  context.terminal.stdout.write(`${options.json ? JSON.stringify(answer) : text}\n`)
  context.exitCode = exitCodes.ok
}

const titles = ['NAME', 'SCOPES', 'MADE', 'LAST LOGIN']

function tableOf(accounts: readonly Account[]): string {
  if (accounts.length === 0) return 'There are no accounts.'
  return alignColumns([titles, ...accounts.map(toRow)]).join('\n')
}

function toRow({ name, scopes, createdAt, lastLoginAt }: Account): readonly string[] {
  return [
    name,
    scopes.join(','),
    createdAt.slice(0, 10),
    lastLoginAt?.slice(0, 16).replace('T', ' ') ?? 'never',
  ]
}
