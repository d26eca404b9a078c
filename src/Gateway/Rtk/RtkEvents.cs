using System.Diagnostics;
using MiyagiSensing.Domain.Events;

namespace MiyagiSensing.Gateway.Rtk;

/// <summary>What is stored of an RTK session event: the pseudonym instead of the user, the municipality instead of the position.</summary>
internal static class RtkEvents
{
    /// <summary>The stream of a session: ids are unique within a device only, and no device id holds a full stop.</summary>
    public static string StreamOf(string device, string session) => $"rtk-session:{device}.{session}";

    /// <summary>The event of a report.</summary>
    /// <param name="report">As the caster sent it.</param>
    /// <param name="device">The base station's device.</param>
    /// <param name="pseudonym">Stands in for the user; needed for <see cref="RtkStep.Started"/> only.</param>
    /// <param name="municipality">Stands in for the position; null when there is none.</param>
    public static IDomainEvent From(RtkReport report, string device, string? pseudonym, string? municipality) => report.Step switch
    {
        RtkStep.Started => new SessionStarted
        {
            Session = report.Session,
            Device = device,
            User = pseudonym ?? throw new ArgumentNullException(nameof(pseudonym)),
            At = report.At,
            Mountpoint = report.Mountpoint,
            Agent = report.Agent,
        },
        RtkStep.Progressed => new SessionProgressed
        {
            Session = report.Session,
            Device = device,
            At = report.At,
            Fix = report.Fix,
            Bytes = report.Bytes,
            AgeSeconds = report.AgeSeconds,
            Satellites = report.Satellites,
            Municipality = municipality,
            Track = report.Track,
        },
        RtkStep.Ended => new SessionEnded { Session = report.Session, Device = device, At = report.At, Reason = report.Reason, Bytes = report.Bytes },
        _ => throw new UnreachableException(),
    };
}
