/** In characters, after NFC. Length is what counts; NIST SP 800-63B-4 asks for 15 without a limit to tries, and 8 with one. */
export const shortestPassword = 12
export const longestPassword = 256

/** What everybody tries first, made as long as the shortest password. */
const tooCommon =
  /^(?:(?<one>.)\k<one>*|(?:password|passwort|promptbin|qwertz|qwerty|letmein|admin|welcome|123456789|1234567890|0123456789|abcdefgh)[\d!.?@#$_-]*)$/i

/**
 * Why a password cannot be taken, as the rest of a sentence that begins with "The password"; nothing
 * when it can. There are no rules about kinds of characters: they make people choose worse ones.
 */
export function passwordFault(password: string, name: string): string | undefined {
  const { length } = [...password.normalize('NFC')]
  if (length < shortestPassword) return `needs at least ${shortestPassword} characters`
  if (length > longestPassword) return `has more than ${longestPassword} characters`
  if (tooCommon.test(password)) return 'is one that everybody would try first'
  const isName = name !== '' && password.toLowerCase().replaceAll(name.toLowerCase(), '').length < 4
  return isName ? 'is little more than the name of the account' : undefined
}
