using System.Net;

namespace MiyagiSensing.Projections.TimeSeries;

/// <summary>InfluxDB can't be reached or refuses; the message says which and, where an operator can do something, what.</summary>
internal sealed class InfluxException(InfluxFailure failure, string message, Exception? inner = null, HttpStatusCode? status = null)
    : HttpRequestException(message, inner, status)
{
    /// <summary>What kind of failure it is.</summary>
    public InfluxFailure Failure { get; } = failure;
}
