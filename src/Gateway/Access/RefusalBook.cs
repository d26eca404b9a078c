using System.Net;
using Microsoft.Extensions.Logging;
using MiyagiSensing.Domain;

namespace MiyagiSensing.Gateway.Access;

/// <summary>Writes every refusal down: counted, kept for operators, and logged as far as the throttle allows. Knows no secrets.</summary>
internal sealed class RefusalBook(RecentRefusals recent, GatewayMetrics metrics, TimeProvider clock, ILogger<RefusalBook> logger)
{
    private const int MaxTopicLength = 200;

    private readonly LogThrottle _throttle = new(clock);

    /// <summary>Writes one down.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="device">As the client claims it; anything that is not an id is left out.</param>
    /// <param name="address">Where it connects from.</param>
    /// <param name="topic">What it is about; null when it is not about a topic.</param>
    public void Add(RefusalReason reason, string? device, EndPoint? address, string? topic = null)
    {
        var refusal = new Refusal(
            clock.GetUtcNow(), reason, Identifier.IsValid(device) ? device : null, address?.ToString(), topic?[..Math.Min(topic.Length, MaxTopicLength)]);
        metrics.Refused(reason);
        recent.Add(refusal);
        if (_throttle.TryPass(out var heldBack))
        {
            GatewayLog.Refused(logger, refusal.Device, refusal.Address, reason, refusal.Topic);
        }

        if (heldBack > 0)
        {
            GatewayLog.RefusalsHeldBack(logger, heldBack);
        }
    }
}
