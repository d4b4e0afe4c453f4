import {
  LabelMove,
  Lint,
  Prompt,
  PromptChange,
  PromptDiff,
  PromptDraft,
  PromptSummary,
  Rendering,
  Version,
} from '@promptbin/prompts'
import { type Static, type TSchema, Type } from 'typebox'
import { Account, LoginAnswer, LoginSession, SetUpState } from '../accounts/account-shapes.ts'
import { AuditRecord, AuditVerdict } from '../audit/audit-shapes.ts'
import { ConfigReport, DebugInfo, McpStatus } from '../status/status-shapes.ts'
import { CreatedToken, Token, TokenIntrospection } from '../tokens/token-shapes.ts'
import {
  BatchResult,
  CreatedShare,
  Group,
  ImportEvent,
  LibraryEvent,
  Preview,
  Problem,
  Share,
  ShareOpening,
  Statistics,
  TrashedPrompt,
  Use,
  VersionSummary,
} from './shapes.ts'

/** What the document describes once and refers to by name. */
const components = {
  AuditRecord,
  AuditVerdict,
  Account,
  BatchResult,
  ConfigReport,
  CreatedShare,
  CreatedToken,
  DebugInfo,
  Group,
  ImportEvent,
  LabelMove,
  LibraryEvent,
  Lint,
  LoginAnswer,
  LoginSession,
  McpStatus,
  Preview,
  Problem,
  Prompt,
  PromptChange,
  PromptDiff,
  PromptDraft,
  PromptSummary,
  Rendering,
  SetUpState,
  Share,
  ShareOpening,
  Statistics,
  Token,
  TokenIntrospection,
  TrashedPrompt,
  Use,
  Version,
  VersionSummary,
} satisfies Record<string, TSchema>

type Components = typeof components

/** The shared schemas, as Fastify takes them. */
export const sharedSchemas = Object.entries(components).map(([name, schema]) => ({
  $id: name,
  ...schema,
}))

/** A reference to a shared schema, which still knows its type. */
export function component<Name extends keyof Components>(name: Name) {
  return Type.Unsafe<Static<Components[Name]>>({ $ref: `${name}#` })
}
