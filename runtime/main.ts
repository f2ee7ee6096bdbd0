// The process of a speech server. It takes signals before it loads anything else: to process 1 of a container a signal without
// a handler does nothing, and the modules of the server take a part of a second.
import './process/stop-signals.ts';

await import('./serve.ts');
