using System.Buffers;
using System.Data.Common;
using Microsoft.Extensions.Logging;
using MiyagiSensing.Domain.Fisheries;
using MiyagiSensing.Gateway.Decoding;
using MiyagiSensing.Gateway.Fisheries;

namespace MiyagiSensing.Gateway.Intake;

/// <summary>
/// Hands fishing logs of devices in, at the same desk as the form and the file. They do not pass through the intake: there what a device sends twice would be stored twice, while the desk asks the store. They come seldom, so that a
/// commit of its own costs nothing.
/// </summary>
internal sealed class FishingLogIntake(FishingLogDesk desk, TimeProvider clock, ILogger<FishingLogIntake> logger)
{
    /// <summary>The domain whose devices stand in fisheries districts.</summary>
    public const string BuoyDomain = SpeciesDefinition.SensingDomain;

    /// <summary>Pause between two tries. Chosen: short against the restart of a database, long against the cost of a try.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Stores the entry, on disk when this returns, or finds that it is stored; null then, else what is wrong with it. While the store is away it waits, which is back-pressure on the device's connection; the wait ends with
    /// the connection at the latest.
    /// </summary>
    public async ValueTask<PayloadFault?> TakeAsync(Arrival arrival, ReadOnlySequence<byte> payload, CancellationToken cancellationToken)
    {
        if (!FishingLogDecoder.TryDecode(payload, arrival.At, out var log, out var record, out var fault))
        {
            return fault;
        }

        if (arrival.Session.District is not { } district)
        {
            return new PayloadFault(PayloadFaultKind.NotSupported, "the device's station belongs to no fisheries district");
        }

        // Ids are unique within a device only, and no device id holds a full stop.
        var outcome = await SubmitAsync(district, $"{arrival.Session.Device}.{log}", record, arrival.Session.Actor, cancellationToken);
        return outcome is FishingLogOutcome.Refused refused
            ? new PayloadFault(PayloadFaultKind.InvalidMember, string.Join("; ", refused.Faults.Select(FishingLogFaults.InWords)))
            : null;
    }

    private async Task<FishingLogOutcome> SubmitAsync(string district, string log, FishingLogRecord record, string actor, CancellationToken cancellationToken)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return await desk.SubmitAsync(district, log, record, actor, cancellationToken);
            }
            catch (Exception exception) when (exception is IOException or DbException or TimeoutException)
            {
                if (tries == 0)
                {
                    GatewayLog.StoreAway(logger, exception.GetType().Name);
                }

                await Task.Delay(Pause, clock, cancellationToken);
            }
        }
    }
}
