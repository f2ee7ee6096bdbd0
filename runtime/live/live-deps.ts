import type { AcceptsKey } from '../http/api-keys.ts';
import type { ServerDeps } from '../http/deps.ts';
import type { CountRequest } from '../http/rate-limit.ts';
import type { OpenSockets } from './open-sockets.ts';

/** What connections work with. */
export interface LiveDeps extends ServerDeps {
  sockets: OpenSockets;
  /** Set when the server asks for keys. */
  acceptsKey: AcceptsKey | undefined;
  /** Set when it limits the rate of requests. */
  countRequest: CountRequest | undefined;
}
