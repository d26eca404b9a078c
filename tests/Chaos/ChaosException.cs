namespace MiyagiSensing.Chaos;

/// <summary>The platform has broken a promise; the message says which.</summary>
internal sealed class ChaosException(string message, Exception? inner = null) : Exception(message, inner);
