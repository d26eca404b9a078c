using System.Data.Common;
using Microsoft.Extensions.Logging;
using MiyagiSensing.Domain.Ports;

namespace MiyagiSensing.Gateway.Intake;

/// <summary>Asks the key store for pseudonyms for as long as it takes: without one nothing of a session may be stored, and what is not stored is not acknowledged.</summary>
internal sealed class RtkUsers(IPseudonyms pseudonyms, TimeProvider clock, ILogger<RtkUsers> logger)
{
    /// <summary>Pause between two tries. Chosen: short against the restart of a database, long against the cost of a try.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>What is stored instead of a session id that a caster made.</summary>
    public string SessionOf(string device, string session) => pseudonyms.ForRtkSession(device, session);

    /// <summary>The user's pseudonym. The wait is back-pressure on the caster's connection; it ends with the connection at the latest.</summary>
    public async ValueTask<string> PseudonymOfAsync(string userId, CancellationToken cancellationToken)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return await pseudonyms.ForRtkUserAsync(userId, cancellationToken);
            }
            catch (Exception exception) when (exception is IOException or DbException or TimeoutException)
            {
                if (tries == 0)
                {
                    // Only the kind of error: its words come from outside and must not bring an id into the log.
                    GatewayLog.KeyStoreAway(logger, exception.GetType().Name);
                }

                await Task.Delay(Pause, clock, cancellationToken);
            }
        }
    }
}
