// Started by the tests as a process of its own: runs the embedded database in argv[2] until it is killed.
import { startEmbeddedPostgres } from '#app/platform/embedded-postgres/supervisor.server.ts'

startEmbeddedPostgres(process.argv[2] ?? '').then(
  async (server) => {
    console.log(
      JSON.stringify({ url: server.url, adopted: server.adopted, created: server.created, pid: server.pid() }),
    )
    if (process.argv[3] === 'once') {
      await server.stop()
      process.exit(0)
    }
    process.stdin.resume()
  },
  (error: unknown) => {
    console.log(JSON.stringify({ error: String(error) }))
    process.exit(1)
  },
)
