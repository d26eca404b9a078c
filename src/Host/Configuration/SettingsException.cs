namespace MiyagiSensing.Host.Configuration;

/// <summary>A setting is missing or wrong; the message tells the operator what to write.</summary>
internal sealed class SettingsException(string message) : Exception(message);
