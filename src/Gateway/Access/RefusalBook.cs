using System.Net;
using Microsoft.Extensions.Logging;

namespace MiyagiSensing.Gateway.Access;

/// <summary>Writes every refusal down: counted, kept for operators, and logged as far as the throttle allows. Knows no secrets, and writes no name of anybody who is not registered.</summary>
internal sealed class RefusalBook(RecentRefusals recent, GatewayMetrics metrics, TimeProvider clock, ILogger<RefusalBook> logger)
{
    private const int MaxTopicLength = 200;

    private readonly LogThrottle _throttle = new(clock);

    /// <summary>Writes one down.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="client">User name as the client claims it; null or empty when it gave none.</param>
    /// <param name="address">Where it connects from.</param>
    /// <param name="topic">What it is about; null when it is not about a topic.</param>
    public void Add(RefusalReason reason, string? client, EndPoint? address, string? topic = null)
    {
        var refusal = new Refusal(
            clock.GetUtcNow(), reason, NameOf(reason, client), address?.ToString(), topic?[..Math.Min(topic.Length, MaxTopicLength)]);
        metrics.Refused(reason);
        recent.Add(refusal);
        if (_throttle.TryPass(out var heldBack))
        {
            GatewayLog.Refused(logger, refusal.Client, refusal.Address, reason, refusal.Topic);
        }

        if (heldBack > 0)
        {
            GatewayLog.RefusalsHeldBack(logger, heldBack);
        }
    }

    /// <summary>What may be shown of a user name: itself where the reason says that it is a registered device's, and a short hash everywhere else.</summary>
    private static string? NameOf(RefusalReason reason, string? client) => reason switch
    {
        _ when string.IsNullOrEmpty(client) => null,
        RefusalReason.WrongSecret or RefusalReason.Revoked or RefusalReason.ClientIdentifierTaken
            or RefusalReason.ForbiddenWill or RefusalReason.ForbiddenPublish or RefusalReason.ForbiddenSubscribe => client,
        _ => Refusal.UnknownUser(client),
    };
}
