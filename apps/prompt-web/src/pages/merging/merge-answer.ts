import type { Prompt } from '@promptbin/prompts'
import type { FastifyReply } from 'fastify'
import type { Begun } from '../../views/editor/form-values.ts'
import { mergePage } from '../../views/merge/merge-page.ts'
import { sendHtml } from '../html-answers.ts'
import type { PageOptions } from '../page-options.ts'
import { openDecisions } from './merge-decisions.ts'
import type { MergedForm } from './merge-forms.ts'

/** A merge to show. */
export interface ShownMerge {
  readonly prompt: Prompt
  readonly mine: MergedForm['values']
  readonly begun: Begun | undefined
  readonly items: MergedForm['items']
  readonly isRefused?: boolean
}

/** Shows both changes and what is suggested; 412 as the save was refused, 422 if decisions miss. */
export function answerMerge(
  reply: FastifyReply,
  { site }: PageOptions,
  { isRefused = false, ...merge }: ShownMerge,
): Promise<FastifyReply> {
  const open = openDecisions(merge.items).length
  const content = { ...merge, open, isRefused, now: new Date() }
  return sendHtml(reply, mergePage(site, content), isRefused ? 422 : 412)
}
