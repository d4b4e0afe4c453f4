import { Type } from 'typebox'

/** One of some texts, with the type beside them: some clients refuse an `enum` without one. */
export const oneOf = <Text extends string>(...texts: readonly Text[]) =>
  Type.Unsafe<Text>({ type: 'string', enum: texts })
