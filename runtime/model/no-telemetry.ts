// Since 1.29 the official Linux builds of ONNX Runtime send telemetry to their maker unless this variable is set before
// the library is loaded (onnxruntime/core/platform/posix/telemetry.cc).
process.env['ORT_DISABLE_TELEMETRY'] = '1';
