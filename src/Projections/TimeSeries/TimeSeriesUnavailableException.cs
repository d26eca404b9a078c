namespace MiyagiSensing.Projections.TimeSeries;

/// <summary>History can't be read now, for a reason that anybody may be told: the message is our own and names no address and nothing that a server said.</summary>
/// <param name="message">A whole sentence.</param>
/// <param name="inner">What happened; null when the server's answer itself was of no use.</param>
public sealed class TimeSeriesUnavailableException(string message, Exception? inner = null) : IOException(message, inner);
