import { defineError } from '@promptbin/errors'

const START = { status: 500, class: 'permanent', severity: 'critical' } as const

export const portTaken = defineError({
  ...START,
  code: 'PB_PORT_TAKEN',
  message: 'Port %d on %s is in use by another program.',
  hint: 'Stop that program (`ss -ltnp` shows it), or choose another port in the configuration.',
  operatorHint: 'Stop the program that has the port, or choose another in the configuration.',
})

export const portNotAllowed = defineError({
  ...START,
  code: 'PB_PORT_NOT_ALLOWED',
  message: 'The system does not allow this user to listen on port %d.',
  hint: 'Choose a port above 1023 in the configuration.',
  operatorHint: 'Choose a port above 1023, or give the process the right to bind lower ones.',
})

export const addressNotAvailable = defineError({
  ...START,
  code: 'PB_ADDRESS_NOT_AVAILABLE',
  message: 'This machine has no address "%s" to listen on.',
  hint: 'Use 127.0.0.1, or an address that `ip address` lists.',
  operatorHint: 'Correct the host in the configuration.',
})
