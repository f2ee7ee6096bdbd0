import { randomUUID } from 'node:crypto';
import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { answerConnectionError } from './http/connection-errors.ts';
import { registerErrorHandler, sendError, toApiError } from './http/error-handler.ts';
import { registerCaptionedSpeech } from './http/captioned-speech.ts';
import { registerCors } from './http/cors.ts';
import { registerDocs } from './http/docs.ts';
import type { ServerParts } from './http/deps.ts';
import { registerGuarded } from './http/guarded-routes.ts';
import { lexiconsOf, registerLexicons } from './http/lexicons.ts';
import { registerModels } from './http/models.ts';
import { watchAnswers } from './http/open-answers.ts';
import { registerPage } from './http/page.ts';
import { registerPhonemes } from './http/phonemes.ts';
import { registerProbes } from './http/probes.ts';
import { registerHeadChecks } from './http/request-head.ts';
import { registerRequestCount } from './http/request-record.ts';
import { registerSpeech } from './http/speech.ts';
import { registerTimestamps } from './http/timestamps.ts';
import { asksForWebSocket, routeUpgrades } from './http/upgrade.ts';
import { registerVoices } from './http/voices.ts';
import { registerDeepgram } from './live/deepgram.ts';
import { registerElevenLabsSpeech } from './live/elevenlabs-http.ts';
import { registerElevenLabsLists } from './live/elevenlabs-lists.ts';
import { registerElevenLabsStreams } from './live/elevenlabs.ts';
import { registerNative } from './live/native.ts';
import { OpenSockets } from './live/open-sockets.ts';

/** Time that a connection may be silent; one whose request has been admitted may be for longer. */
const IDLE_MS = 120_000;

/**
 * Time that a connection is kept between two requests: longer than the 90 s of Go's HTTP client, and with it of KEDA's interceptor and of
 * Traefik. Otherwise a request that a proxy sends at the moment when the server closes the connection fails, and POST is not repeated.
 */
const KEEP_ALIVE_MS = 100_000;

/** Connections at once; the ones beyond are closed. Each may hold a body of the largest size. */
const MAX_CONNECTIONS = 4_096;

/** The HTTP server, every route registered; it does not listen. */
export async function buildServer(parts: ServerParts): Promise<FastifyInstance> {
  const deps = { ...parts, lexicons: await lexiconsOf(parts) };
  // A character of JSON takes at most 12 bytes: a surrogate pair as two \u escapes.
  const bodyLimit = deps.config.maxTextLength * 12 + 65_536;
  const app = fastify({
    loggerInstance: deps.logger,
    bodyLimit,
    http: { requireHostHeader: false, shouldUpgradeCallback: asksForWebSocket },
    // Fields by these names are unknown ones like any other: no schema has them.
    onProtoPoisoning: 'ignore',
    onConstructorPoisoning: 'ignore',
    connectionTimeout: IDLE_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    requestTimeout: 30_000,
    // It also limits how long the server may close, and TTS_SHUTDOWN_TIMEOUT says how long answers in progress are waited for.
    pluginTimeout: 0,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    clientErrorHandler: answerConnectionError,
    frameworkErrors: (error, _request, reply) => void sendError(toApiError(error), reply),
    genReqId: (request) => requestId(request.headers['x-request-id']),
    routerOptions: { ignoreTrailingSlash: true },
    schemaController: { compilersFactory: { buildValidator: none, buildSerializer: none } },
  });
  // The handlers check their input themselves, with the zod schemas that the documentation is made from.
  app.setValidatorCompiler(() => () => true);
  app.setSerializerCompiler(() => (body) => JSON.stringify(body));
  app.addHook('onSend', async (request, reply) => void reply.header('x-request-id', request.id));
  app.server.maxConnections = MAX_CONNECTIONS;
  app.addHook('onClose', async () => deps.lexicons.close());
  watchAnswers(app);
  routeUpgrades(app);
  registerRequestCount(app, deps.metrics, deps.tracing);
  if (deps.config.corsOrigins.length > 0) registerCors(app, deps.config.corsOrigins);
  registerHeadChecks(app);
  registerErrorHandler(app, bodyLimit);
  registerDocs(app);
  const sockets = new OpenSockets(deps.config.streams);
  app.addHook('preClose', () => sockets.drain());
  await registerGuarded(app, deps, {
    lists(scope) {
      registerModels(scope, deps);
      registerVoices(scope, deps);
      registerElevenLabsLists(scope, deps);
    },
    keyed: (scope) => registerLexicons(scope, deps),
    counted(scope, guards) {
      registerSpeech(scope, deps);
      registerTimestamps(scope, deps);
      registerCaptionedSpeech(scope, deps);
      registerPhonemes(scope, deps);
      const live = { ...deps, sockets, ...guards };
      registerNative(scope, live);
      registerElevenLabsStreams(scope, live);
      registerElevenLabsSpeech(scope, deps);
      registerDeepgram(scope, live);
    },
  });
  // Open to everybody:
  registerProbes(app, deps);
  registerPage(app);
  return app;
}

/** Stands for the makers of Fastify's own compilers, whose modules it would load without ever using them. */
function none(): never {
  throw new Error('no schema is compiled');
}

/** The caller's request id when it is a plain one, else a new one. */
function requestId(header: string | string[] | undefined): string {
  return typeof header === 'string' && /^[\w.-]{1,128}$/.test(header) ? header : randomUUID();
}
