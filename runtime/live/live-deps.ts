import type { ServerDeps } from '../http/deps.ts';
import type { Guards } from '../http/guarded-routes.ts';
import type { OpenSockets } from './open-sockets.ts';

/** What connections work with. */
export interface LiveDeps extends ServerDeps, Guards {
  sockets: OpenSockets;
}
