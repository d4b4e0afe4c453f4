import { pretend } from './pretend.ts'

const kept: number[][] = []

// Fills its heap until the engine gives up.
pretend({
  onReady: () => {
    for (;;) kept.push(Array.from({ length: 100_000 }, (_, index) => index + kept.length))
  },
})
