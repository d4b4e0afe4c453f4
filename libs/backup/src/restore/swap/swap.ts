export { finishSwap, type SwapOptions, swapLibrary } from './swap-library.ts'
