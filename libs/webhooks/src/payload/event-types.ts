/**
 * What receivers can be told of, with what it means. The names are part of what receivers rely on, so
 * none is ever renamed (Standard Webhooks, "Event types").
 */
export const webhookEventTypes = {
  'service.restarted': 'a process of a service has failed, and another takes its place',
  'service.failed': 'a service does not come up and is left alone for now',
  'service.recovered': 'a service that had failed answers again',
  'health.changed':
    'PromptBin as a whole is healthy, degraded or unhealthy, and was something else',
  'configuration.changed': 'a configuration is in force that differs from the one before',
  'backup.made': 'a backup was made and checked',
  'backup.failed': 'a backup was to be made, and there is none',
  'disk.low': 'the room on the disk is getting short, or is gone',
  'error_group.new': 'an error came that was not seen before',
  'prompt.created': 'a prompt was made or imported',
  'prompt.changed': 'a prompt has a new version, another title, folder or tag',
  'prompt.labelled': 'a label of a prompt stands for another version',
  'prompt.trashed': 'a prompt was put in the trash',
  'prompt.restored': 'a prompt came back from the trash',
  'prompt.purged': 'a prompt was deleted for good',
  'share.created': 'a link to a prompt was made',
  'share.revoked': 'a link to a prompt was ended',
  'share.opened': 'somebody has opened a link to a prompt',
  'library.reset': 'changes of the library are not known any more: read anew what you keep of it',
  'webhook.test':
    'somebody wants to see whether messages arrive; sent to every receiver that is tested',
} as const satisfies Readonly<Record<string, string>>

/** The name of something that receivers can be told of. */
export type WebhookEventType = keyof typeof webhookEventTypes

/** All of them. */
export const webhookEventNames = Object.keys(webhookEventTypes) as readonly WebhookEventType[]
