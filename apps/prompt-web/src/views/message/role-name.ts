import type { Message } from '@promptbin/prompts'

const roleNames = { system: 'System', user: 'User', assistant: 'Assistant' } as const

/** The name of a role as people read it. */
export const roleName = (role: Message['role']): string => roleNames[role]
