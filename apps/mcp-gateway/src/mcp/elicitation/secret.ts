import type { Variable } from '@promptbin/prompts'

/** Words of a name that stand for what nobody should type into a form of an AI client. */
const secretWords =
  /(^|_)(pass(word|phrase|wd|code)?|pwd|secret|token|credentials?|pin|otp|cvv|cvc|ssn|(api|access|private|secret|auth|ssh|signing|encryption)_?keys?)(_|$)/

/** `openaiApiKey` and `OPENAI_API_KEY` as `openai_api_key`. */
const asWords = (name: string) => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase()

/**
 * Whether the value of a variable is a secret, by its name: such a one is neither asked for in a
 * form (MCP client/elicitation forbids it) nor remembered.
 */
export const isSecret = ({ name }: Pick<Variable, 'name'>) => secretWords.test(asWords(name))
