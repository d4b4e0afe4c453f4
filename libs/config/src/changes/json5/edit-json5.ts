import { type MemberNode, type ObjectNode, parse } from '@humanwhocodes/momoa'
import { configNotEditable } from '../../errors.ts'
import { readJson5Entries } from '../../sources/file/json5-entries.ts'
import type { TextChange } from '../edit-text.ts'
import { type Standing, standingPath } from '../standing-path.ts'
import { withMember, withoutMember, withValue } from './cut-json5.ts'

/** The text of a JSON5 file after a change, in which all else is as it was; see `editText`. */
export function editJson5(text: string, { set, unset }: TextChange, shownAs: string): string {
  let edited = text.trim() === '' ? '{\n}\n' : text
  for (const [key, value] of Object.entries(set)) edited = withSetting(edited, key, value, shownAs)
  for (const key of unset) edited = withoutSetting(edited, key, shownAs)
  return edited
}

function withSetting(text: string, key: string, value: unknown, shownAs: string): string {
  const root = rootOf(text, shownAs)
  const [section = '', name] = standingPath(key, standingIn(root))
  const written = JSON.stringify(value ?? null)
  const there = memberOf(root, section)
  if (name === undefined) {
    return there ? withValue(text, there, written) : withMember(text, root, section, written)
  }
  if (there === undefined) {
    return withMember(text, root, section, `{ ${name}: ${written} }`)
  }
  if (there.value.type !== 'Object') {
    throw configNotEditable(shownAs, `its section ${section} is no plain map`)
  }
  const setting = memberOf(there.value, name)
  return setting ? withValue(text, setting, written) : withMember(text, there.value, name, written)
}

function withoutSetting(text: string, key: string, shownAs: string): string {
  const root = rootOf(text, shownAs)
  const member = memberAt(root, standingPath(key, standingIn(root)))
  return member ? withoutMember(text, member) : text
}

/** Throws PB_CONFIG_NOT_EDITABLE for what is not read either. */
function rootOf(text: string, shownAs: string): ObjectNode {
  const [fault] = readJson5Entries(text, () => true).faults
  if (fault) throw configNotEditable(shownAs, `it is not whole (${fault.message})`)
  const { body } = parse(text, { mode: 'json5' })
  if (body.type === 'Object') return body
  throw configNotEditable(shownAs, 'it holds no map')
}

function standingIn(root: ObjectNode): Standing {
  return {
    has: (path) => memberAt(root, path) !== undefined,
    hasSection: (name) => memberOf(root, name)?.value.type === 'Object',
  }
}

function memberAt(root: ObjectNode, [section = '', name]: readonly string[]) {
  const member = memberOf(root, section)
  if (name === undefined) return member
  return member?.value.type === 'Object' ? memberOf(member.value, name) : undefined
}

function memberOf({ members }: ObjectNode, wanted: string): MemberNode | undefined {
  return members.find(
    ({ name }) => (name.type === 'Identifier' ? name.name : name.value) === wanted,
  )
}
