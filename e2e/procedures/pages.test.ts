import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { faultsOf, parseCommand } from '../monitoring/commands-in-pages.ts'
import { run } from '../product.ts'
import {
  commandSections,
  procedureFolder,
  procedureNames,
  readPage,
  readProcedure,
} from './procedure.ts'

const errors = readFileSync(join(procedureFolder, '../errors.md'), 'utf8')

const tests = ['.', '..'].flatMap((folder) => {
  const path = join(import.meta.dirname, folder)
  const files = readdirSync(path).filter((file) => file.endsWith('.test.ts'))
  return files.map((file) => readFileSync(join(path, file), 'utf8'))
})

test.each(procedureNames())('%s is performed by a test', (name) => {
  expect(tests.filter((text) => new RegExp(`perform\\(\\w+, '${name}'`).test(text))).toHaveLength(1)
})

test.each(procedureNames())(
  '%s has its sections, commands in each, and links that lead somewhere',
  (name) => {
    const page = readPage(name)
    const headings = [...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)
    expect(headings).toEqual(commandSections)
    for (const section of commandSections)
      expect(readProcedure(name)[section], section).not.toEqual([])
    const links = [...page.matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, link = '']) => link)
    expect(links.filter((link) => !existsSync(join(procedureFolder, link)))).toEqual([])
  },
)

test.each(procedureNames())('%s names codes and commands that there are', async (name) => {
  const page = readPage(name)
  const codes = page.match(/\bPB_[A-Z_]+/g) ?? []
  expect(codes.filter((code) => !errors.includes(`### ${code}\n`))).toEqual([])
  const commands = [...page.matchAll(/`(promptbin [^`]+)`/g)].map(([, line = '']) => line)
  for (const typed of commands.map(parseCommand)) {
    const { stdout } = await run([...typed.subcommand.split(' '), '--help'])
    expect(stdout).toContain(`Usage: promptbin ${typed.subcommand}`)
    expect(faultsOf(typed, stdout)).toEqual([])
  }
})

test('the page about operations lists the procedures', () => {
  const entry = readFileSync(join(procedureFolder, '../operations.md'), 'utf8')
  const listed = [...entry.matchAll(/\]\(operations\/([\w-]+)\.md\)/g)].map(([, name]) => name)
  expect(listed.toSorted()).toEqual(procedureNames().toSorted())
})
