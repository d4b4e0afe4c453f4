import { defineError } from '@promptbin/errors'

export const onlyThisMachine = defineError({
  code: 'PB_ONLY_THIS_MACHINE',
  status: 403,
  class: 'user',
  severity: 'warning',
  message:
    'How this service is set up is told to programs of its own machine and administrators only.',
  hint: 'Ask on that machine, and not through a proxy, or as somebody with the scope admin.',
})
