using System.Diagnostics;

namespace MiyagiSensing.Domain.Fisheries;

/// <summary>The faults in words, for operators; pages have their own. No words quote what was sent.</summary>
public static class FishingLogFaults
{
    /// <summary>What is wrong and what to do.</summary>
    public static string InWords(FishingLogFault fault) => fault switch
    {
        FishingLogFault.InvalidId => "the entry's id must be 1 to 129 of A-Z a-z 0-9 . _ -",
        FishingLogFault.UnknownDistrict => "the district is not in the catalog; see fishery list",
        FishingLogFault.UnknownSpecies => "the species is not in the catalog; see fishery species",
        FishingLogFault.FutureDate => "the day lies in the future; an entry is made when the work is done",
        FishingLogFault.EarlyDate => $"the day lies before {FishingLogRecord.Earliest:yyyy-MM-dd}",
        FishingLogFault.UnknownWork => $"the work must be one of {string.Join(", ", FishingLogRecord.Works)}",
        FishingLogFault.InvalidKilograms => $"the weight must be a number of kilograms from 0 to {FishingLogRecord.MostKilograms}",
        FishingLogFault.InvalidHours => "the hours must be a number above 0 and up to 24",
        FishingLogFault.LongVessel => $"the vessel has more than {FishingLogRecord.VesselLength} characters",
        FishingLogFault.LongNote => $"the note has more than {FishingLogRecord.NoteLength} characters",
        FishingLogFault.ControlCharacter => "the vessel or the note holds a control character; write it anew without",
        FishingLogFault.OtherContent => "an entry of this id is stored already and says something else; give the new one another id",
        _ => throw new UnreachableException(),
    };
}
