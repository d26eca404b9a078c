using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using MiyagiSensing.Gateway.Decoding;

namespace MiyagiSensing.Gateway.Status;

/// <summary><c>{"online":true|false,"ts":…,"battery":3.9,"fw":"…"}</c>; only <c>online</c> must be there, unknown members are ignored.</summary>
internal static class StatusDecoder
{
    /// <summary>Longest firmware version that is kept; the rest is cut off. Chosen.</summary>
    public const int MaxFirmwareLength = 100;

    /// <summary>Reads a status; false with what is wrong. Never throws on what a device sends.</summary>
    public static bool TryDecode(ReadOnlySequence<byte> payload, [NotNullWhen(true)] out StatusReport? report, out PayloadFault fault)
    {
        report = null;
        if (!PayloadMembers.TryParse(payload, out var document, out var members, out fault))
        {
            return false;
        }

        using (document)
        {
            if (!members.TryBoolean("online", out var online) || online is null)
            {
                fault = new PayloadFault(PayloadFaultKind.InvalidMember, "online is missing, or neither true nor false");
            }
            else if (!members.TryInstant(out var measuredAt))
            {
                fault = new PayloadFault(PayloadFaultKind.InvalidTime, JsonInstant.Rule);
            }
            else if (!members.TryNumber("battery", out var battery))
            {
                fault = new PayloadFault(PayloadFaultKind.InvalidMember, "battery is not a finite number");
            }
            else if (!members.TryText("fw", out var firmware))
            {
                fault = new PayloadFault(PayloadFaultKind.InvalidMember, "fw is not a text");
            }
            else
            {
                report = new StatusReport(online.Value, measuredAt, battery, firmware is null ? null : StoredText.Clean(firmware, MaxFirmwareLength));
            }
        }

        return report is not null;
    }
}
