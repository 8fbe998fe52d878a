#!/usr/bin/env node
// Node cannot read TypeScript by itself; this is all that has to happen before it can.
import { register } from 'tsx/esm/api'

register()
await import('./entry.cli.ts')
