namespace MiyagiSensing.Integration.Fixtures;

/// <summary>How a run of a mosquitto program ended.</summary>
/// <param name="ExitCode">0: done. For a refused connection the CONNACK code (3.1.1) or the reason code (5.0).</param>
/// <param name="Output">What it wrote to standard output and standard error.</param>
public sealed record MosquittoResult(int ExitCode, string Output);
