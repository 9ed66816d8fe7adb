// A process of its own for the tests: starts the server in the given folder, says so, and stays.
import { EmbeddedPostgres } from './embedded.ts';

const server = await EmbeddedPostgres.start({ folder: process.argv[2]! });
console.log(`ready ${server.pid}`);
setInterval(() => undefined, 60_000);
