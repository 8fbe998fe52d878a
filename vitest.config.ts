import { defineConfig } from 'vitest/config'

export default defineConfig({
  // The pages' JSX without the Remix plugin, which expects a running portal.
  esbuild: { jsx: 'automatic' },
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    globalSetup: ['tests/support/global-setup.ts'],
    environment: 'node',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // A journey drives one browser; two at once only make both slow and flaky.
    sequence: { hooks: 'stack' },
  },
})
