/** @param {string} text */
const shell = (text) => `'${text.replaceAll("'", "'\\''")}'`;

/**
 * A value as Python writes it.
 * @param {unknown} value
 * @param {string} indent
 * @returns {string}
 */
function python(value, indent = '') {
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (value === null) return 'None';
  if (typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => python(item)).join(', ')}]`;
  const lines = Object.entries(value).map(([name, item]) => `${indent}    ${JSON.stringify(name)}: ${python(item)},\n`);
  return `{\n${lines.join('')}${indent}}`;
}

/**
 * A value as JavaScript, with names that need no quotes.
 * @param {object} value
 * @param {string} [indent]
 */
function script(value, indent = '') {
  const lines = Object.entries(value).map(([name, item]) => `${indent}  ${name}: ${JSON.stringify(item)},\n`);
  return `{\n${lines.join('')}${indent}}`;
}

/**
 * A request as a program that saves the speech. The key is never in it: programs read it from the variable TTS_API_KEY.
 * @param {'curl' | 'python' | 'javascript'} language
 * @param {{ base: string, body: Record<string, unknown>, withKey: boolean }} request `base` ends with a slash
 */
export function speechSnippet(language, { base, body, withKey }) {
  const url = `${base}v1/audio/speech`;
  const file = `speech.${body['response_format']}`;
  if (language === 'curl') {
    const key = withKey ? `  -H "Authorization: Bearer $TTS_API_KEY" \\\n` : '';
    const json = JSON.stringify(body, undefined, 2);
    return `curl --fail-with-body ${shell(url)} \\\n${key}  -H 'Content-Type: application/json' \\\n  -d ${shell(json)} \\\n  --output ${file}\n`;
  }
  if (language === 'python') {
    const { model, input, voice, response_format, speed, ...others } = body;
    const known = { model, input, voice, response_format, ...(speed !== undefined && { speed }) };
    const fields = Object.entries(known).map(([name, value]) => `    ${name}=${python(value)},\n`);
    const more = Object.keys(others).length > 0 ? `    extra_body=${python(others, '    ')},\n` : '';
    const key = withKey ? 'os.environ["TTS_API_KEY"]' : '"none"';
    return `${withKey ? 'import os\n' : ''}from openai import OpenAI  # pip install openai\n\nclient = OpenAI(base_url=${JSON.stringify(`${base}v1`)}, api_key=${key})\nwith client.audio.speech.with_streaming_response.create(\n${fields.join('')}${more}) as speech:\n    speech.stream_to_file(${JSON.stringify(file)})\n`;
  }
  const key = withKey ? ' authorization: `Bearer ${process.env.TTS_API_KEY}`,' : '';
  return `import { writeFile } from 'node:fs/promises';\n\nconst answer = await fetch(${JSON.stringify(url)}, {\n  method: 'POST',\n  headers: {${key} 'content-type': 'application/json' },\n  body: JSON.stringify(${script(body, '  ')}),\n});\nif (!answer.ok) throw new Error(await answer.text());\nawait writeFile(${JSON.stringify(file)}, Buffer.from(await answer.arrayBuffer()));\n`;
}

/**
 * A session over the WebSocket as a program that saves the samples.
 * @param {'curl' | 'python' | 'javascript'} language
 * @param {{ base: string, config: Record<string, unknown>, text: string, withKey: boolean }} session
 */
export function liveSnippet(language, { base, config, text, withKey }) {
  const url = `${base.replace(/^http/, 'ws')}v1/audio/speech/stream`;
  const { word_timestamps: _, ...plain } = config;
  const messages = [plain, { type: 'input.text', text }, { type: 'input.done' }];
  if (language === 'curl') {
    const key = withKey ? ' -H "Authorization: Bearer $TTS_API_KEY"' : '';
    const lines = messages.map((message) => JSON.stringify(message)).join('\n');
    return `# curl does not speak WebSocket: this is websocat\nwebsocat --binary --no-close${key} ${shell(url)} > speech.pcm <<'END'\n${lines}\n{"type":"session.close"}\nEND\n`;
  }
  if (language === 'python') {
    const key = withKey ? ', additional_headers={"Authorization": "Bearer " + os.environ["TTS_API_KEY"]}' : '';
    return `import json${withKey ? ', os' : ''}\nfrom websockets.sync.client import connect  # pip install websockets\n\nwith connect(${JSON.stringify(url)}${key}) as socket, open("speech.pcm", "wb") as file:\n${messages.map((message) => `    socket.send(json.dumps(${python(message, '    ')}))\n`).join('')}    for message in socket:\n        if isinstance(message, bytes):\n            file.write(message)\n        elif json.loads(message)["type"] == "error":\n            raise RuntimeError(message)\n        elif json.loads(message)["type"] == "session.done":\n            break\n`;
  }
  const key = withKey ? ", ['base64url', Buffer.from(process.env.TTS_API_KEY).toString('base64url')]" : '';
  return `import { createWriteStream } from 'node:fs';\n\nconst file = createWriteStream('speech.pcm');\nconst socket = new WebSocket(${JSON.stringify(url)}${key});\nsocket.binaryType = 'arraybuffer';\nsocket.onopen = () => {\n${messages.map((message) => `  socket.send(JSON.stringify(${script(message, '  ')}));\n`).join('')}};\nsocket.onmessage = ({ data }) => {\n  if (typeof data !== 'string') return file.write(Buffer.from(data));\n  const { type, message } = JSON.parse(data);\n  if (type === 'error') throw new Error(message);\n  if (type === 'session.done') socket.close();\n};\nsocket.onclose = () => file.end();\n`;
}
