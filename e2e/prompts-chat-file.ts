import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** How many prompts the real collection has, and how many of them use variables. */
const size = 1_282
const withVariables = 387

const linuxTerminal =
  'I want you to act as a linux terminal. I will type commands and you will reply with what the ' +
  'terminal should show. My first command is pwd'

const quoted = (field: string) => `"${field.replaceAll('"', '""')}"`

function row(act: string, prompt: string, forDevs: boolean): string {
  const fields = [quoted(act), quoted(prompt), forDevs ? 'TRUE' : 'FALSE', 'TEXT', 'contributor']
  return fields.join(',')
}

function promptText(index: number): string {
  const body = `Act as assistant number ${index}.\nSay "hello", then explain step ${index}.`
  if (index === 1) return `${body}\n${'A long line that repeats. '.repeat(5_550)}`
  if (index <= withVariables) {
    return `${body}\nAnswer in \${language:English} about \${topic ${index}}, not about \${error.message}.`
  }
  return body
}

/**
 * Writes a file into `folder` with the shape of the public prompts.chat collection: as many rows,
 * line breaks and quotes inside fields, variables with and without defaults, code that only looks
 * like a variable, scripts other than Latin and one prompt of 144 KB.
 * `E2E_PROMPTS_CSV` names another file to run the same tests on.
 */
export function promptsChatFile(folder: string): string {
  const given = process.env['E2E_PROMPTS_CSV']
  if (given) return given
  const rows = Array.from({ length: size - 3 }, (_, index) =>
    row(`Assistant Number ${index + 1}`, promptText(index + 1), index % 15 === 0),
  )
  rows.splice(40, 0, row('Linux Terminal', linuxTerminal, true))
  rows.splice(41, 0, row('Патентный поиск', `Найдите патенты по теме \${тема:энергия}.`, false))
  rows.splice(42, 0, row('小红书邮轮项目推广提示词', '请写一段推广文案。', false))
  const file = join(folder, 'prompts.csv')
  writeFileSync(file, `act,prompt,for_devs,type,contributor\n${rows.join('\n')}\n`)
  return file
}

/** How many prompts `promptsChatFile` holds. */
export const promptsChatSize = size
